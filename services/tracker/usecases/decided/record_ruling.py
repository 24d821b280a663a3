"""Writing down what the funder answered on an objection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.decisions import REFUSALS, Decided, decision_errors
from services.tracker.domain.letter_dates import letter_errors
from services.tracker.domain.life import Objection
from services.tracker.domain.records import Application
from services.tracker.domain.rulings import NEW_OUTCOMES, RULING_EVENTS, Ruling
from services.tracker.settings import TrackerContext
from services.tracker.storage import objections
from services.tracker.usecases.changing import Change
from services.tracker.usecases.decided.condition_terms import end_condition_terms
from services.tracker.usecases.decided.end_award import end_award
from services.tracker.usecases.deciding.keep_decision import keep_decision
from services.tracker.usecases.deciding.recording import facts_now, recording, today_of
from services.tracker.usecases.informing.write_event import Particulars
from services.tracker.usecases.payments.settle_instalments import reopen_instalments
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once


@dataclass(frozen=True)
class Answer:
    """The letter that answers an objection. An award without an amount is an award of what was asked."""

    ruling: Ruling
    letter_on: date
    received_on: date
    amount_cents: int | None = None
    amount_reason: str = ""
    note: str = ""


def record_ruling(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    answer: Answer,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the answer with its dates; another decision than the first takes its place.

    Raises InvalidInput, NotAllowedNow when no objection runs, Stale.
    """
    with recording(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        pending = objections.open_one(change.work.connection, actor.scope, application_id)
        decided = _decided(change, answer)
        raise_for(_errors(change, answer, decided, pending))
        told = Particulars(answer.letter_on, decided.amount_cents) if decided else None
        detail = {"ruling": answer.ruling.value, "letter_on": answer.letter_on.isoformat()}
        facts = facts_now(change, objection_open=pending is not None)
        change.happen(RULING_EVENTS[answer.ruling], facts, detail, particulars=told)
        if pending is not None:
            _close(change, pending, answer)
        if decided is not None:
            end_condition_terms(change, DeadlineState.WITHDRAWN, "decided")
            if decided.outcome in REFUSALS:
                end_award(change)
            else:
                reopen_instalments(change)
            keep_decision(change, decided)
    return change.application


def _decided(change: Change, answer: Answer) -> Decided | None:
    outcome = NEW_OUTCOMES.get(answer.ruling)
    if outcome is None:
        return None
    whole = answer.ruling is Ruling.AWARDED and answer.amount_cents is None
    return Decided(
        outcome=outcome,
        letter_on=answer.letter_on,
        received_on=answer.received_on,
        amount_cents=change.application.amount_cents if whole else answer.amount_cents,
        amount_reason=answer.amount_reason.strip(),
        note=answer.note.strip(),
    )


def _errors(change: Change, answer: Answer, decided: Decided | None, pending: Objection | None) -> list[FieldError]:
    sent_on = pending.sent_on if pending else None
    if decided is None:
        return letter_errors(answer.letter_on, answer.received_on, sent_on, today_of(change))
    return decision_errors(decided, change.application.amount_cents, sent_on, today_of(change))


def _close(change: Change, pending: Objection, answer: Answer) -> None:
    objections.rule(
        change.work.connection,
        change.actor.scope,
        pending,
        ruling=answer.ruling.value,
        ruling_on=answer.letter_on,
        received_on=answer.received_on,
        note=answer.note.strip(),
        ruled_by=change.actor.person_id,
        ruled_at=change.now,
    )
