"""Writing down that the funder put the application aside because it stayed incomplete."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.letter_dates import term_errors
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.deciding.objection_term import open_objection_term
from services.tracker.usecases.deciding.recording import Letter, facts_now, keep_letter, recording, wrong_dates
from services.tracker.usecases.informing.write_event import Particulars
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.telling import tell_team
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.contracts.messages import MessageKind
from shared.plumbing.idempotency import Once

OUTCOME = "not_considered"


def not_consider(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    letter: Letter,
    objection_until: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the letter and tells the team. Not before the term to complete is over.

    Raises InvalidInput, NotAllowedNow, Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        errors = wrong_dates(change, letter)
        if objection_until is not None:
            errors += term_errors("objectionUntil", objection_until, letter.letter_on)
        raise_for(errors)
        told, detail = Particulars(letter.letter_on), {"letter_on": letter.letter_on.isoformat()}
        change.happen(Event.NOT_CONSIDER, facts_now(change), detail, particulars=told, attention_at=None)
        keep_letter(change, Event.NOT_CONSIDER, letter)
        end_term(change, Kind.COMPLETION, DeadlineState.MISSED, OUTCOME)
        open_objection_term(change, letter.letter_on, objection_until)
        letter_on = letter.letter_on.isoformat()
        tell_team(
            change.work,
            change.application,
            MessageKind.DECISION_RECORDED,
            change.now,
            decision=OUTCOME,
            amount_cents=None,
            letter_on=letter_on,
        )
    return change.application
