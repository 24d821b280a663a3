"""Ending a deadline by hand: met outside this program, not needed any more, or not a deadline after all."""

from __future__ import annotations

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import deadlines
from services.tracker.usecases.changing import changing
from services.tracker.usecases.scheduling import end_deadline
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, NotFound
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DEADLINE, Action.UPDATE)
SEE = Right(Resource.DEADLINE, Action.READ)
ENDS = (DeadlineState.MET, DeadlineState.WAIVED, DeadlineState.WITHDRAWN)


def end_deadline_by_hand(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    deadline_id: str,
    *,
    state: DeadlineState,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Gives an open deadline its last state; what an event would have met needs a reason when a person says so.

    The closing ends with the application only. Raises NotFound, InvalidInput without a reason, NotAllowedNow, Stale.
    """
    with changing(ctx, actor, application_id, SEE, once=once, expected_version=expected_version) as change:
        application = change.application
        found = deadlines.open_of(change.work.connection, actor.scope, [application.id]).get(application.id, ())
        deadline = next((one for one in found if one.id == deadline_id), None)
        if deadline is None:
            raise NotFound(_("Deze termijn is niet gevonden, of is al afgelopen."))
        require(actor, RIGHT, place_id=application.place_id, owner_id=deadline.told_by)
        if deadline.kind is Kind.CLOSING:
            message = _("Deze termijn eindigt vanzelf, als u indient of stopt.")
            raise NotAllowedNow(message, code="closing")
        if not reason.strip():
            raise InvalidInput([FieldError("reason", "required", _("Schrijf op waarom."))])
        end_deadline(change.work, actor.scope, deadline, state, "ended_by_hand", change.now)
        detail: dict[str, object] = {"kind": deadline.kind.value, "state": state.value, "reason": reason.strip()}
        change.write("term_ended", detail | {"deadline_id": deadline.id})
    return change.application
