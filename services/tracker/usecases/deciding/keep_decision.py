"""What every decision has in common, the first one and that on an objection: row, cascade, word to the team."""

from __future__ import annotations

from services.tracker.domain.decisions import Decided
from services.tracker.domain.records import Decision
from services.tracker.storage import dossier
from services.tracker.usecases.accounting.expect_terms import expect_terms
from services.tracker.usecases.budgeting.cascade import after_decision
from services.tracker.usecases.changing import Change
from services.tracker.usecases.telling import tell_team
from shared.contracts.messages import MessageKind
from shared.kernel.ids import new_id


def keep_decision(change: Change, decided: Decided, document_id: str | None = None) -> Decision:
    """Keeps the decision with its three dates, reckons other requests anew, and lets the team hear of it.

    `document_id` is the letter, when it is kept here.
    """
    decision = Decision(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        outcome=decided.outcome.value,
        amount_cents=decided.amount_cents,
        letter_on=decided.letter_on,
        received_on=decided.received_on,
        note=decided.note,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
        document_id=document_id,
        reasons=decided.reasons,
        referred_to=decided.referred_to,
        amount_reason=decided.amount_reason,
        may_apply_again=decided.may_apply_again,
    )
    dossier.add(change.work.connection, change.actor.scope, decision)
    after_decision(change, decision)
    expect_terms(change)
    tell_team(
        change.work,
        change.application,
        MessageKind.DECISION_RECORDED,
        change.now,
        decision=decision.outcome,
        amount_cents=decision.amount_cents,
        letter_on=decision.letter_on.isoformat(),
    )
    return decision
