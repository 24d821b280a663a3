"""Asking somebody else of the place to look at a draft."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)


def request_check(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Puts a draft up for the internal check. Raises NotAllowedNow while a required part is missing, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        change.happen(Event.REQUEST_CHECK, change.facts())
    return change.application
