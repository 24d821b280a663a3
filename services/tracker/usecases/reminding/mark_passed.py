"""Writing down that a deadline went by, where nothing else follows from it: an own check, a start, an objection."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.kinds import PASSING
from services.tracker.domain.records import Deadline
from services.tracker.settings import TrackerContext
from services.tracker.storage import deadlines
from services.tracker.usecases.scheduling import end_deadline
from shared.access.scope import SYSTEM
from shared.kernel.errors import Stale

BATCH = 200


def mark_passed(ctx: TrackerContext) -> int:
    """Marks such deadlines as missed, or as withdrawn when nobody was sure of the day; returns how many.

    The application itself stays as it is.

    Each is its own transaction. One that somebody meets or moves at the same moment is left alone.
    """
    with ctx.database.read() as connection:
        found = deadlines.passed_by_kind(connection, SYSTEM, now=ctx.clock.now(), kinds=PASSING, limit=BATCH)
    return sum(_mark(ctx, deadline) for deadline in found)


def _mark(ctx: TrackerContext, deadline: Deadline) -> bool:
    try:
        with ctx.write() as work:
            sure = deadline.state is DeadlineState.CONFIRMED
            state = DeadlineState.MISSED if sure else DeadlineState.WITHDRAWN
            end_deadline(work, SYSTEM, deadline, state, "too_late", ctx.clock.now())
    except Stale:
        return False
    return True
