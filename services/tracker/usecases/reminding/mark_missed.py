"""Closing applications whose closing date went by. Only a date that is sure can do this."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.states import PREPARING, Event, State, Who, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.informing.write_event import write_event
from services.tracker.usecases.scheduling import end_by_event, end_reminders
from shared.access.scope import SYSTEM
from shared.kernel.errors import NotAllowedNow, Stale

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
            facts = Facts(now=now, closes_at=closing.closes_at if closing and sure else None)
            row = decide(application.state, Event.MISS, frozenset({Who.CLOCK}), facts)
            after = applications.change(
                work.connection, SYSTEM, application, state=row.after, updated_at=now, attention_at=None
            )
            end_reminders(work, SYSTEM, after, "closed", now, DeadlineState.MISSED)
            end_by_event(work, SYSTEM, after, Event.MISS, now)
            write_event(ctx, work, SYSTEM, after, Event.MISS, now)
            detail = {"from": application.state.value, "to": State.MISSED.value, "version": after.version}
            work.note(audit_entry(None, after, Event.MISS.value, now, before=application, detail=detail))
    except (NotAllowedNow, Stale):
        return False
    return True
