"""Saying who does one application from now on; it is a handover of one thing, and can be taken back like one."""

from __future__ import annotations

from services.tracker.domain.handing_over import HandoverItem
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import handovers
from services.tracker.usecases.changing import changing
from services.tracker.usecases.handing_over.plan_handover import OWN_WORK, may_hand_over
from services.tracker.usecases.handing_over.telling import tell_handover
from services.tracker.usecases.tasks.team import able_team
from shared.access.actors import Actor
from shared.access.rights import may
from shared.kernel.errors import FieldError, Forbidden, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def may_give(actor: Actor, application: Application, to_person: str | None = None) -> bool:
    """Whether somebody may say who does it: their own work, work that they take on, or as board or coordinator."""
    if to_person == actor.person_id:
        return may(actor, OWN_WORK, place_id=application.place_id).allowed
    return may_hand_over(actor, application.in_hands_of, application.place_id)


def people_for(ctx: TrackerContext, actor: Actor, application: Application) -> dict[str, str]:
    """To whom this person may give it, with names by id; who does it now among them."""
    team = able_team(ctx.people, application.place_id, ctx.clock.now())
    now = application.in_hands_of
    return {id_: name for id_, name in team.items() if id_ == now or may_give(actor, application, id_)}


def give_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    to_person: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Puts it in the hands of a person who may work for the place, and tells them; who has it already keeps it.

    Raises InvalidInput for who may not work there, Forbidden, NotFound, Stale.
    """
    with changing(ctx, actor, application_id, OWN_WORK, once=once, expected_version=expected_version) as change:
        before, from_person = change.application, change.application.in_hands_of
        if to_person == from_person:
            return before
        if not may_give(actor, before, to_person):
            raise Forbidden(_("Vraag het aan wie dit doet, of aan iemand van het bestuur."))
        if to_person not in able_team(ctx.people, before.place_id, change.now):
            message = _("Kies iemand die voor deze plek mag werken.")
            raise InvalidInput([FieldError("toPerson", "not_able", message)])
        item = HandoverItem(
            id=new_id(),
            handover_id=new_id(),
            application_id=before.id,
            place_id=before.place_id,
            task_id=None,
            from_person=from_person,
            to_person=to_person,
            handed_by=actor.person_id,
            handed_at=change.now,
        )
        detail: dict[str, object] = {"handover": item.handover_id, "from_person": from_person, "to_person": to_person}
        change.write("handed_over", detail, owner_id=to_person)
        handovers.add(change.work.connection, actor.scope, [item])
        tell_handover(change.work, actor, [item], change.now)
    return change.application
