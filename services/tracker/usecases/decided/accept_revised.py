"""Going on with less than was asked."""

from __future__ import annotations

from services.tracker.domain.budgets.records import FreezeReason
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.budgeting.facts import budget_facts
from services.tracker.usecases.budgeting.freeze_budget import freeze_budget
from services.tracker.usecases.changing import changing
from services.tracker.usecases.deciding.recording import facts_now
from services.tracker.usecases.partnering.telling import tell_revised
from services.tracker.usecases.payments.money_of import awarded_cents
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.DECISION, Action.ACCEPT)


def accept_revised(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """The board takes the lower amount; the budget that works with it is held on to, and partners hear of it.

    Raises NotAllowedNow while the plan does not work with it, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        budget = budget_facts(change.work.connection, actor.scope, change.application)
        change.happen(Event.ACCEPT_REVISED, facts_now(change, **budget))
        freeze_budget(change, FreezeReason.REVISED)
        tell_revised(change, awarded_cents(change.work.connection, actor.scope, application_id))
    return change.application
