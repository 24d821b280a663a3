"""Writing down that what the funder asked for was sent."""

from __future__ import annotations

from datetime import date, time

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.letter_dates import happened_errors
from services.tracker.domain.records import Application
from services.tracker.domain.rulings import NOT_NEEDED
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import objections
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.deciding.decision_clock import resume_clock
from services.tracker.usecases.deciding.known import letters_of, submitted_on
from services.tracker.usecases.deciding.recording import facts_now, keep, today_of
from services.tracker.usecases.informing.write_event import Particulars
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.dates import local_to_utc
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.SUBMISSION, Action.SUBMIT)


def complete_application(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    sent_on: date,
    text: str = "",
    accepted_late: bool = False,
    counts_anew: bool = False,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the day of sending; the clock of the decision goes on with the days that were left.

    `accepted_late`: the funder takes it though the term was over. `counts_anew`: this scheme goes by the day on which
    an application is complete, so that the term starts again. Raises InvalidInput, NotAllowedNow, Stale.
    """
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        raise_for(happened_errors("sentOn", sent_on, today_of(change)))
        asked = letters_of(change.work.connection, actor.scope, change.application, Event.ASK_COMPLETION)
        facts = facts_now(change, happened_at=local_to_utc(sent_on, time(0, 0)), accepted_late=accepted_late)
        handed_in = submitted_on(change.work.connection, actor.scope, change.application)
        told = Particulars(sent_on if counts_anew else handed_in)
        detail = {"sent_on": sent_on.isoformat(), "counts_anew": counts_anew}
        was_put_aside = change.application.state is State.NOT_CONSIDERED
        change.happen(Event.COMPLETE, facts, detail, particulars=told)
        keep(change, Event.COMPLETE, sent_on, text, counts_from=sent_on if counts_anew else None)
        end_term(change, Kind.COMPLETION, DeadlineState.MET, "completed")
        if was_put_aside:
            _end_objection(change, sent_on)
        if asked:
            resume_clock(change, asked[-1].happened_on, sent_on, anew=counts_anew)
    return change.application


def _end_objection(change: Change, taken_on: date) -> None:
    """The decision to put it aside is off the table, and an objection against it with it."""
    connection, scope = change.work.connection, change.actor.scope
    end_term(change, Kind.OBJECTION, DeadlineState.WITHDRAWN, "completed")
    pending = objections.open_one(connection, scope, change.application.id)
    if pending is not None:
        objections.rule(
            connection,
            scope,
            pending,
            ruling=NOT_NEEDED,
            ruling_on=taken_on,
            received_on=taken_on,
            note="",
            ruled_by=change.actor.person_id,
            ruled_at=change.now,
        )
