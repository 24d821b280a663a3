"""Deadlines that follow an award: made, moved and ended in the transaction of the act."""

from __future__ import annotations

from datetime import date, datetime

from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, DeadlineState, Entered, Kind
from services.tracker.storage import deadlines
from services.tracker.usecases.changing import Change
from services.tracker.usecases.scheduling import schedule, settle_deadline


def set_last_day(
    change: Change, kind: Kind, about_id: str | None, day: date | None, basis: Basis = Basis.THROUGH
) -> None:
    """Makes this day the deadline for a record, moves the one that was open, or takes it away with None.

    With basis BEFORE the day itself is too late. Without a record it is the only one of its kind.
    """
    connection, scope, application = change.work.connection, change.actor.scope, change.application
    known = deadlines.newest_of(connection, scope, application.id, kind, about_id)
    is_open = known is not None and known.state in OPEN_DEADLINE
    if day is None:
        end_deadline(change, kind, about_id, DeadlineState.WITHDRAWN, "not_asked")
    elif known is None or not is_open or known.entered.day != day:
        schedule(
            change.work,
            scope,
            application,
            Entered(day, basis),
            DeadlineState.CONFIRMED,
            told_by=change.actor.person_id,
            now=change.now,
            before=known if is_open else None,
            kind=kind,
            about_id=about_id,
        )


def end_deadline(change: Change, kind: Kind, about_id: str | None, state: DeadlineState, reason: str) -> None:
    """Ends the open deadline for a record and its reminders; nothing happens without one."""
    settle_deadline(change.work, change.actor.scope, change.application, kind, about_id, state, reason, change.now)


def nearest(change: Change) -> datetime | None:
    """When the next open deadline of the application asks attention; None when there is none."""
    kept = deadlines.of_application(change.work.connection, change.actor.scope, change.application.id)
    return min((one.plan_by for one in kept if one.state in OPEN_DEADLINE), default=None)
