"""Telling that a term of the funder is over. The clock only tells: what came of it, people write down."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines, passed_terms
from services.tracker.usecases.scheduling import end_deadline
from services.tracker.usecases.telling import tell_team
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Stale
from shared.outbox.writing import Writing

BATCH = 200
WAITING: dict[State, Kind] = {State.INCOMPLETE: Kind.COMPLETION, State.AWARDED_CONDITIONAL: Kind.CONDITION}
"""The term that each state waits for."""
OVER = "term_passed"


def tell_passed_terms(ctx: TrackerContext) -> int:
    """Marks terms that went by and tells the team, once each; returns how many.

    A place that rests hears of it when the rest is over; it is left out of the batch and holds up nobody. Each
    application is its own transaction.
    """
    now = ctx.clock.now()
    with ctx.people.read() as people:
        resting = rest_days.resting_on(people, now.astimezone(AMSTERDAM).date())
    with ctx.database.read() as connection:
        found = passed_terms.passed(connection, SYSTEM, now=now, waiting=WAITING, resting=resting, limit=BATCH)
    return sum(_tell(ctx, application_id, now) for application_id in dict.fromkeys(found))


def _tell(ctx: TrackerContext, application_id: str, now: datetime) -> int:
    try:
        with ctx.write() as work:
            application = applications.get(work.connection, SYSTEM, application_id)
            some = deadlines.open_of(work.connection, SYSTEM, [application_id]).get(application_id, ())
            over = [term for term in some if _is_over(application, term, now)]
            for term in over:
                _end(work, application, term, now)
    except Stale:
        return 0
    return len(over)


def _is_over(application: Application, term: Deadline, now: datetime) -> bool:
    waited_for = WAITING.get(application.state) is term.kind
    return waited_for and term.state is DeadlineState.CONFIRMED and term.closes_at <= now


def _end(work: Writing, application: Application, term: Deadline, now: datetime) -> None:
    end_deadline(work, SYSTEM, term, DeadlineState.MISSED, OVER, now)
    tell_team(work, application, MessageKind.TERM_PASSED, now, closing=term, occurrence=f"{term.id}:v{term.version}")
