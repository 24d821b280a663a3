"""Making the dated duties that follow from what holds."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.agreements.promises import due_days
from services.tracker.domain.agreements.records import Agreement, Terms
from services.tracker.storage import obligations
from shared.outbox.writing import Writing


def make_duties(work: Writing, agreement: Agreement, terms: Terms, until: date) -> None:
    """Keeps the duties of each promise from the start of the version up to `until`; those that are there stay."""
    last = min(until, agreement.ends_on) if agreement.ends_on else until
    start = max(agreement.starts_on, terms.made_at.date()) if agreement.starts_on else terms.made_at.date()
    first = agreement.starts_on if terms.number == 1 and agreement.starts_on else start
    due = [(promise.id, day) for promise in terms.promises for day in due_days(promise, first, last)]
    obligations.add_missing(work.connection, agreement, due)
