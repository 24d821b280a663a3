"""Keeping what the funder answered on "is it open?"."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.tracker.domain.contacts import ContactOutcome, Way
from services.tracker.domain.deadlines import DeadlineState, Entered, closing_errors
from services.tracker.domain.records import Application, Deadline, FirstContact
from services.tracker.domain.states import Event
from services.tracker.domain.tasks import TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import dossier, tasks
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.scheduling import end_reminders, schedule
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
OPEN, CLOSED, UNKNOWN = "open", "closed", "unknown"


def record_first_contact(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    answer: str,
    spoken_on: date,
    closing: Entered | None = None,
    note: str = "",
    way: Way = Way.CALL,
    outcome: ContactOutcome = ContactOutcome.GO_ON,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the answer (open, closed or unknown) with its date; a closing date that was named is confirmed by it.

    "Open" or "closed" completes the task to ask; the ticker passes the answer on to the catalogue. With the outcome
    stop the application stops here: a good outcome too. Raises InvalidInput for a date ahead, NotAllowedNow once it was
    sent, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        raise_for(_errors(spoken_on, closing, change.now.astimezone(AMSTERDAM).date()))
        stop = outcome is ContactOutcome.STOP
        detail = {"answer": answer, "spoken_on": spoken_on.isoformat()}
        event = Event.STOP if stop else Event.FIRST_CONTACT
        values: dict[str, Any] = {} if answer == UNKNOWN else {"source_status": answer}
        closes_on = None
        if stop:
            values["attention_at"] = None
        elif closing is not None:
            planned = _plan(change, closing)
            values["attention_at"], closes_on = planned.plan_by, planned.told_day
        change.happen(event, change.facts(), detail, **values)
        said = {"answer": answer, "spoken_on": spoken_on, "note": note.strip(), "closes_on": closes_on}
        _keep(change, **said, way=way.value, outcome=outcome.value)
        if stop:
            end_reminders(change.work, actor.scope, change.application, "stopped", change.now, DeadlineState.WITHDRAWN)
    return change.application


def _errors(spoken_on: date, closing: Entered | None, today: date) -> list[FieldError]:
    errors = [] if closing is None else closing_errors(closing.day, today)
    if spoken_on > today:
        message = _("Deze dag ligt in de toekomst. Vul in wanneer u de gever sprak.")
        errors.append(FieldError("spokenOn", "in_future", message))
    return errors


def _plan(change: Change, closing: Entered) -> Deadline:
    """The date that the funder named is sure; the same date again only makes it sure."""
    return schedule(
        change.work,
        change.actor.scope,
        change.application,
        closing,
        DeadlineState.CONFIRMED,
        told_by=change.actor.person_id,
        now=change.now,
        before=change.closing(),
    )


def _keep(change: Change, **said: Any) -> None:
    """Keeps what was said; `said` are the facts of a FirstContact besides whose it is."""
    connection, scope, application = change.work.connection, change.actor.scope, change.application
    contact = FirstContact(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
        **said,
    )
    dossier.add(connection, scope, contact)
    if contact.answer != UNKNOWN:
        person_id = change.actor.person_id
        tasks.complete_kind(connection, scope, application.id, TaskKind.ASK_OPEN, change.now, person_id)
