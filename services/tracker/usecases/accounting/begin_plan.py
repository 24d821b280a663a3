"""Starting to carry out what was granted."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounting.awards import award_facts, award_in
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.changing import changing
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.DECISION, Action.ACCEPT)


def begin_plan(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Marks the plan as begun: the first money came in, or its start date is there. Raises NotAllowedNow, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        change.happen(Event.BEGIN, award_facts(change, award_in(change)), attention_at=nearest(change))
    return change.application
