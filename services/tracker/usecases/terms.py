"""Terms of the funder as deadlines of the application at hand: made or moved, and ended."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, DeadlineState, Entered, Kind
from services.tracker.domain.records import Deadline
from services.tracker.storage import deadlines
from services.tracker.usecases.changing import Change
from services.tracker.usecases.scheduling import schedule, settle_deadline

_GOES_ON = OPEN_DEADLINE | {DeadlineState.WITHDRAWN}


def term_of(change: Change, kind: Kind, about_id: str | None = None) -> Deadline | None:
    """The newest version of a term, None when there never was one."""
    return deadlines.newest_of(change.work.connection, change.actor.scope, change.application.id, kind, about_id)


def make_term(change: Change, kind: Kind, last_day: date, *, sure: bool, about_id: str | None = None) -> None:
    """Makes a term that runs through a day, or moves the one that is open or stood still.

    `sure`: the funder itself named the day.
    """
    before = term_of(change, kind, about_id)
    schedule(
        change.work,
        change.actor.scope,
        change.application,
        Entered(last_day, Basis.THROUGH),
        DeadlineState.CONFIRMED if sure else DeadlineState.PROPOSED,
        told_by=change.actor.person_id,
        now=change.now,
        before=before if before is not None and before.state in _GOES_ON else None,
        kind=kind,
        about_id=about_id,
    )


def end_term(change: Change, kind: Kind, state: DeadlineState, reason: str, about_id: str | None = None) -> None:
    """Ends the term of this kind when one is open. `reason` is a code."""
    settle_deadline(change.work, change.actor.scope, change.application, kind, about_id, state, reason, change.now)
