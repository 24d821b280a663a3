"""Closing the account of an award: by hand, with the settlement or the last euro itself, or else by the clock."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import settled_awards
from services.tracker.usecases.accounting.awards import award_facts, award_in, award_of, facts_of
from services.tracker.usecases.by_clock import by_clock
from services.tracker.usecases.changing import Change, changing
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.access.scope import SYSTEM
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.REPORT, Action.UPDATE)
BATCH = 200


def close_award(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Closes a settled application whose money is all in. Raises NotAllowedNow, Forbidden for members, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        change.happen(Event.CLOSE, award_facts(change, award_in(change)), attention_at=None)
    return change.application


def close_if_paid(change: Change) -> None:
    """Closes the application in hand when it is settled and what came in is what was settled."""
    award = award_in(change)
    if change.application.state is State.SETTLED and award.paid_cents == award.final_cents:
        change.happen(Event.CLOSE, award_facts(change, award), attention_at=None)


def close_paid(ctx: TrackerContext) -> int:
    """Closes what nobody closed, whatever way the last euro came in; returns how many. Each is its own transaction."""
    with ctx.database.read() as connection:
        ids = settled_awards.paid_in_full(connection, SYSTEM, limit=BATCH)
    return sum(_close(ctx, application_id) for application_id in ids)


def _close(ctx: TrackerContext, application_id: str) -> bool:
    with by_clock(ctx, application_id) as act:
        award = award_of(act.work.connection, SYSTEM, application_id)
        act.happen(Event.CLOSE, facts_of(award), attention_at=None)
    return act.done
