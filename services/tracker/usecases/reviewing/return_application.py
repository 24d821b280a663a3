"""Sending a checked application back to its author, with the reason."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
MAX_REASON = 500


def return_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Back to draft. The reason is shown in the timeline. Raises InvalidInput without one, NotAllowedNow, Stale."""
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "required", _("Schrijf op wat er nog moet veranderen."))])
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        text = reason.strip()[:MAX_REASON]
        change.happen(Event.RETURN, change.facts(reason=text), {"reason": text})
    return change.application
