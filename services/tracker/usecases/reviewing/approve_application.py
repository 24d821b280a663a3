"""Approving an application by the board, so that it may be handed in."""

from __future__ import annotations

from services.tracker.domain.budgets.records import FreezeReason
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.budgeting.facts import budget_facts
from services.tracker.usecases.budgeting.freeze_budget import freeze_budget
from services.tracker.usecases.changing import changing
from services.tracker.usecases.dating.start_facts import start_facts
from services.tracker.usecases.limiting.firm_limit import firm_limit
from services.tracker.usecases.partnering.facts import partner_facts, receiver_facts
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.APPROVE_SUBMIT)


def approve_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Makes the application ready, and freezes its budget.

    The only board member may do so at once; of two, the only author may not. Raises NotAllowedNow, Forbidden
    for somebody who is not on the board, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        budget = budget_facts(change.work.connection, actor.scope, change.application)
        firm = firm_limit(change)
        limit = {"limit_reached": bool(firm), "limit_evidence": firm}
        together = partner_facts(change.work.connection, actor.scope, change.application)
        together |= receiver_facts(ctx, change.work.connection, actor.scope, change.application)
        facts = change.facts(board_ids=change.board(), **budget, **limit, **together, **start_facts(change))
        change.happen(Event.APPROVE, facts)
        freeze_budget(change, FreezeReason.APPROVED)
    return change.application
