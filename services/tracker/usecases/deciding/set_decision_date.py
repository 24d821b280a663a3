"""Writing down when the funder will decide."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import YEARS_AHEAD
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event, events_for, row_for
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import changing
from services.tracker.usecases.deciding.decision_clock import expect_decision
from services.tracker.usecases.deciding.recording import today_of
from services.tracker.usecases.roles import roles_of
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import FieldError, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.DEADLINE, Action.CREATE)


def set_decision_date(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    expected_on: date,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the day that the funder named. Raises InvalidInput, NotAllowedNow, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        state = change.application.state
        if row_for(state, Event.EXTEND_TERM) is None:
            allowed = events_for(state, roles_of(actor, change.application.place_id))
            raise NotAllowedNow(_("U wacht nu niet op een besluit."), allowed, "state")
        raise_for(_errors(expected_on, today_of(change)))
        change.write("decision_date_set", {"day": expected_on.isoformat()})
        expect_decision(change, expected_on, sure=True)
    return change.application


def _errors(day: date, today: date) -> list[FieldError]:
    """A day that went by is fine: then the funder is late."""
    if abs(day.year - today.year) <= YEARS_AHEAD:
        return []
    return [FieldError("expectedOn", "too_far", _("Deze dag is erg ver weg. Klopt het jaar?"))]
