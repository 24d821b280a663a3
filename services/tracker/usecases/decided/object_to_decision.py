"""Writing down that the place objected."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.letter_dates import happened_errors
from services.tracker.domain.life import Objection
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import objections
from services.tracker.usecases.changing import changing
from services.tracker.usecases.deciding.recording import facts_now, today_of
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DECISION, Action.ACCEPT)


def object_to_decision(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    sent_on: date,
    grounds: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the day of sending and why. It stops nothing: the application goes on as it stood.

    Raises InvalidInput, NotAllowedNow (private money, too late, one runs already), Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        errors = happened_errors("sentOn", sent_on, today_of(change))
        if not grounds.strip():
            errors.append(FieldError("grounds", "required", _("Schrijf op waarom u het niet eens bent.")))
        raise_for(errors)
        against = change.application.state.value
        change.happen(Event.OBJECT, facts_now(change, objection_sent_on=sent_on), {"sent_on": sent_on.isoformat()})
        objection = Objection(
            id=new_id(),
            application_id=change.application.id,
            place_id=change.application.place_id,
            against=against,
            sent_on=sent_on,
            grounds=grounds.strip(),
            recorded_by=actor.person_id,
            recorded_at=change.now,
        )
        objections.add(change.work.connection, actor.scope, objection)
        end_term(change, Kind.OBJECTION, DeadlineState.MET, "objected")
    return change.application
