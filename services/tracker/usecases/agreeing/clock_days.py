"""When the clock has to look at an agreement again."""

from __future__ import annotations

from datetime import date, timedelta

from services.tracker.domain.agreements.evaluations import asked_from, end_reminder_days
from services.tracker.domain.agreements.guards import OFFER_STANDS
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.states import IN_FORCE, RESTING
from services.tracker.domain.agreements.vocabulary import AgreementState

DAY = timedelta(days=1)
OBLIGATIONS_AHEAD = timedelta(days=92)
"""How far ahead duties stand in the list: a quarter."""
LOOK_AGAIN = timedelta(days=28)
"""Duties are added at least this often."""


def next_look(agreement: Agreement, today: date) -> date | None:
    """The first day after today on which something can fall due; None when nothing can any more."""
    state = agreement.state
    if state in RESTING or state is AgreementState.DRAFT:
        return None
    if state in (AgreementState.PROPOSED, AgreementState.PARTLY_SIGNED):
        return agreement.proposed_on + OFFER_STANDS + DAY if agreement.proposed_on else None
    if state is AgreementState.SCHEDULED:
        return agreement.starts_on
    days = [agreement.ends_on + DAY] if agreement.ends_on else []
    if state in IN_FORCE:
        days += [today + LOOK_AGAIN, *_talks(agreement)]
        days += end_reminder_days(agreement.ends_on) if agreement.ends_on else ()
    ahead = [day for day in days if day > today]
    return min(ahead) if ahead else None


def _talks(agreement: Agreement) -> list[date]:
    if agreement.talk_about_on is not None:
        return [agreement.talk_about_on + DAY]
    return [asked_from(agreement.next_talk_on)] if agreement.next_talk_on else []
