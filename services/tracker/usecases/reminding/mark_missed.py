"""Closing applications whose closing date went by. Only a date that is sure can do this."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.rounds import next_round
from services.tracker.domain.states import PREPARING, Event, State, Who, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines, graces, snapshots
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.informing.write_event import write_event
from services.tracker.usecases.scheduling import end_by_event, end_reminders
from services.tracker.usecases.telling import tell_team
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotAllowedNow, Stale
from shared.outbox.writing import Writing

BATCH = 200
_MISSABLE = [state.value for state in sorted(PREPARING) if row_for(state, Event.MISS)]


def mark_missed(ctx: TrackerContext) -> int:
    """Marks applications that were not sent before a confirmed closing; returns how many.

    Each is its own transaction. One that somebody submits at the same moment is left alone.
    """
    with ctx.database.read() as connection:
        ids = deadlines.passed(connection, SYSTEM, now=ctx.clock.now(), states=_MISSABLE, limit=BATCH)
    return sum(_mark(ctx, application_id) for application_id in ids)


def _mark(ctx: TrackerContext, application_id: str) -> bool:
    now = ctx.clock.now()
    try:
        with ctx.write() as work:
            application = applications.get(work.connection, SYSTEM, application_id)
            closing = deadlines.closing_of(work.connection, SYSTEM, application_id)
            sure = closing is not None and closing.state is DeadlineState.CONFIRMED
            facts = Facts(
                now=now,
                closes_at=closing.closes_at if closing and sure else None,
                grace_until=graces.until_of(work.connection, SYSTEM, application_id),
            )
            row = decide(application.state, Event.MISS, frozenset({Who.CLOCK}), facts)
            after = applications.change(
                work.connection, SYSTEM, application, state=row.after, updated_at=now, attention_at=None
            )
            end_reminders(work, SYSTEM, after, "closed", now, DeadlineState.MISSED)
            end_by_event(work, SYSTEM, after, Event.MISS, now)
            write_event(ctx, work, SYSTEM, after, Event.MISS, now)
            _tell(ctx, work, after, closing, now)
            detail = {"from": application.state.value, "to": State.MISSED.value, "version": after.version}
            work.note(audit_entry(None, after, Event.MISS.value, now, before=application, detail=detail))
    except (NotAllowedNow, Stale):
        return False
    return True


def _tell(
    ctx: TrackerContext, work: Writing, application: Application, closing: Deadline | None, now: datetime
) -> None:
    """Lets the team know, with the next round when the source has one; nobody is disturbed in a season of rest."""
    today = now.astimezone(AMSTERDAM).date()
    with ctx.people.read() as people:
        if rest_days.rests_on(people, application.place_id, today):
            return
    snapshot = snapshots.of_application(work.connection, SYSTEM, application.id)
    coming = next_round(snapshot.document.get("deadlines"), today)
    tell_team(
        work,
        application,
        MessageKind.DEADLINE_MISSED,
        now,
        closing=closing,
        next_round=coming.closes_on.isoformat() if coming else None,
    )
