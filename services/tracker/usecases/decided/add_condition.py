"""Writing down a condition of an award."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import Kind, closing_errors
from services.tracker.domain.life import Condition
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, events_for, row_for
from services.tracker.settings import TrackerContext
from services.tracker.storage import conditions
from services.tracker.usecases.deciding.recording import recording, today_of
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.terms import make_term
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def add_condition(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    text: str,
    due_on: date | None = None,
    proof: str = "",
    checked_by: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps what must be done before the award holds; a day makes a deadline with reminders.

    Raises InvalidInput, NotAllowedNow when the award has no conditions (any more), Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        _check_state(change.application, actor)
        errors = [] if text.strip() else [FieldError("text", "required", _("Schrijf op wat u moet doen."))]
        if due_on is not None:
            far = [error for error in closing_errors(due_on, today_of(change)) if error.code == "too_far"]
            errors += [FieldError("dueOn", error.code, _(error.message)) for error in far]
        if errors:
            raise InvalidInput(errors)
        condition = Condition(
            id=new_id(),
            application_id=change.application.id,
            place_id=change.application.place_id,
            version=1,
            text=text.strip(),
            due_on=due_on,
            proof=proof.strip(),
            checked_by=checked_by.strip(),
            recorded_by=actor.person_id,
            recorded_at=change.now,
        )
        change.write("condition_added", {"condition": condition.id})
        conditions.add(change.work.connection, actor.scope, condition)
        if due_on is not None:
            make_term(change, Kind.CONDITION, due_on, sure=True, about_id=condition.id)
    return change.application


def _check_state(application: Application, actor: Actor) -> None:
    if row_for(application.state, Event.MEET_LAST_CONDITION) is None:
        allowed = events_for(application.state, roles_of(actor, application.place_id))
        raise NotAllowedNow(_("Bij deze aanvraag horen nu geen voorwaarden."), allowed, "state")
