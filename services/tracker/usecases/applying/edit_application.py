"""Changing the name and the amount of an application that was not sent yet."""

from __future__ import annotations

from services.tracker.domain.partners import amount_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from services.tracker.usecases.partnering.joint import joint_in
from services.tracker.usecases.partnering.telling import tell_void
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)


def edit_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    title: str,
    amount_cents: int | None,
    expected_version: int | None,
) -> Application:
    """Writes a new title and amount (None: not known). A ready application goes back to draft: its approval is void.

    Raises InvalidInput for an empty title or less than partners were promised, NotAllowedNow once it was sent, Stale.
    """
    if not title.strip():
        raise InvalidInput([FieldError("title", "required", _("Geef de aanvraag een naam."))])
    with changing(ctx, actor, application_id, RIGHT, once=None, expected_version=expected_version) as change:
        authors = change.application.author_ids | {actor.person_id}
        new_title, joint = title.strip(), joint_in(change.work.connection, actor, application_id)
        raise_for(amount_errors(amount_cents, joint.partners))
        change.happen(Event.EDIT, change.facts(), title=new_title, amount_cents=amount_cents, author_ids=authors)
        # Whoever signed for another name or amount has to sign again.
        tell_void(change, joint)
    return change.application
