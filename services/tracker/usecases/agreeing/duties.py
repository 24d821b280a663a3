"""Making the dated duties that follow from what holds."""

from __future__ import annotations

from datetime import date, timedelta

from services.tracker.domain.agreements.promises import due_days
from services.tracker.domain.agreements.records import Agreement, Terms
from services.tracker.storage import obligations
from shared.outbox.writing import Writing


def make_duties(work: Writing, agreement: Agreement, terms: Terms, until: date) -> None:
    """Keeps the duties of each promise up to `until`; those that are there stay.

    The first version counts from the first day of the agreement, a later one from the day after it was signed by all:
    what fell due before belongs to the version that held then.
    """
    last = min(until, agreement.ends_on) if agreement.ends_on else until
    first = agreement.starts_on or last
    if terms.number > 1 and terms.in_force_on is not None:
        first = max(first, terms.in_force_on + timedelta(days=1))
    due = [(promise.id, day) for promise in terms.promises for day in due_days(promise, first, last)]
    obligations.add_missing(work.connection, agreement, due)
