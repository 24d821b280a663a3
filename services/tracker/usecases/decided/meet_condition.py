"""Writing down that a condition is met; the last one makes the award whole."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.letter_dates import happened_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import conditions
from services.tracker.usecases.deciding.recording import facts_now, recording, today_of
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def meet_condition(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    condition_id: str,
    *,
    met_on: date,
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the day on which the funder was content, and how that shows.

    Raises InvalidInput, NotFound for another application's condition, NotAllowedNow, Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        condition = conditions.get(change.work.connection, actor.scope, application_id, condition_id)
        raise_for(happened_errors("metOn", met_on, today_of(change)))
        facts = facts_now(change)
        last = facts.conditions_open is None or facts.conditions_open <= 1
        if facts.conditions_open is not None and not condition.is_open:
            raise NotAllowedNow(_("Aan deze voorwaarde is al voldaan."), code="met_before")
        detail = {"condition": condition.id, "met_on": met_on.isoformat()}
        change.happen(Event.MEET_LAST_CONDITION if last else Event.MEET_CONDITION, facts, detail)
        person_id = actor.person_id
        conditions.meet(
            change.work.connection, actor.scope, condition, met_on=met_on, note=note.strip(), met_by=person_id
        )
        end_term(change, Kind.CONDITION, DeadlineState.MET, "condition_met", condition.id)
    return change.application
