"""Recording what the funder decided, from a letter, a mail or a portal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.decisions import EVENT_OF, REFUSALS, Decided, Outcome, decision_errors
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import letter_readings
from services.tracker.usecases.changing import Change
from services.tracker.usecases.deciding.keep_decision import keep_decision
from services.tracker.usecases.deciding.known import submitted_at, submitted_on
from services.tracker.usecases.deciding.objection_term import open_objection_term
from services.tracker.usecases.deciding.recording import RIGHT as RECORD
from services.tracker.usecases.deciding.recording import recording, today_of
from services.tracker.usecases.informing.write_event import Particulars
from services.tracker.usecases.saying import raise_for
from services.tracker.usecases.scheduling import end_reminders
from services.tracker.usecases.terms import end_term
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = RECORD


def record_decision(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    outcome: Outcome,
    amount_cents: int | None,
    letter_on: date,
    received_on: date,
    letter_kept: bool,
    amount_reason: str = "",
    reasons: tuple[str, ...] = (),
    referred_to: str = "",
    may_apply_again: bool | None = None,
    objection_until: date | None = None,
    note: str = "",
    reading_id: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the decision with its amount, dates and reasons (see Decided), and tells the team.

    `letter_kept`: the place says that it keeps the letter or mail; without it nothing is recorded. `reading_id`: the
    letter that was read for it. An award without an amount is an award of what was asked.
    Raises InvalidInput with every field that is wrong, NotFound for the letter, NotAllowedNow, Stale.
    """
    if not letter_kept:
        raise InvalidInput(
            [FieldError("letterKept", "required", _("Bewaar eerst de brief of de mail, en vink dit aan."))]
        )
    decided = Decided(
        outcome=outcome,
        letter_on=letter_on,
        received_on=received_on,
        amount_cents=amount_cents,
        amount_reason=amount_reason.strip(),
        reasons=tuple(dict.fromkeys(reasons)),
        referred_to=referred_to.strip(),
        may_apply_again=may_apply_again,
        objection_until=objection_until,
        note=note.strip(),
    )
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        _decide(change, decided, _letter(change, reading_id))
    return change.application


def _letter(change: Change, reading_id: str) -> str | None:
    """The document of the letter, when it was read from a file."""
    if not reading_id:
        return None
    connection, scope = change.work.connection, change.actor.scope
    return letter_readings.get(connection, scope, change.application.id, reading_id).document_id


def _decide(change: Change, decided: Decided, document_id: str | None) -> None:
    connection, scope, application = change.work.connection, change.actor.scope, change.application
    asked = application.amount_cents
    sent_on = submitted_on(connection, scope, application)
    raise_for(decision_errors(decided, asked, sent_on, today_of(change)))
    if decided.outcome not in REFUSALS and decided.amount_cents is None:
        decided = replace(decided, amount_cents=asked)
    facts = change.facts(letter_on=decided.letter_on, submitted_at=submitted_at(connection, scope, application))
    detail: dict[str, object] = {"outcome": decided.outcome.value, "letter_on": decided.letter_on.isoformat()}
    told = Particulars(decided.letter_on, decided.amount_cents)
    change.happen(EVENT_OF[decided.outcome], facts, detail, particulars=told, attention_at=None)
    end_reminders(change.work, scope, change.application, "decided", change.now, None)
    end_term(change, Kind.DECISION_EXPECTED, DeadlineState.MET, "decided")
    if decided.outcome is not Outcome.AWARDED:
        open_objection_term(change, decided.letter_on, decided.objection_until)
    keep_decision(change, decided, document_id)
