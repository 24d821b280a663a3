"""A claim of the funder in its terms: what every act that asks money back has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.claims import Claim, ClaimState, ClaimTerm, terms_of
from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.dated import end_deadline, set_last_day
from services.tracker.usecases.changing import Change
from shared.kernel.ids import new_id


@dataclass(frozen=True)
class Claimed:
    """What the letter asks back: whole cents, the first day to pay, in how many months, and why."""

    amount_cents: int
    due_on: date
    terms: int = 1
    reason: str = ""


def keep_claim(change: Change, claimed: Claimed, letter: FunderLetter) -> Claim:
    """Keeps the claim with its terms, each with its own deadline and reminders."""
    connection, scope, application = change.work.connection, change.actor.scope, change.application
    claim = Claim(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        version=1,
        state=ClaimState.OPEN,
        amount_cents=claimed.amount_cents,
        reason=claimed.reason.strip(),
        letter_on=letter.letter_on,
        received_on=letter.received_on,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
    award_records.add(connection, scope, claim)
    for position, (day, cents) in enumerate(terms_of(claimed.amount_cents, claimed.due_on, claimed.terms)):
        term = ClaimTerm(new_id(), claim.id, application.id, application.place_id, position, day, cents)
        award_records.add(connection, scope, term)
        set_last_day(change, Kind.REPAYMENT, term.id, day)
    return claim


def end_terms(change: Change, claim: Claim, ids: frozenset[str] | None, state: DeadlineState, reason: str) -> None:
    """Ends the deadlines of these terms of a claim; of all with None."""
    kept = award_records.of_application(change.work.connection, change.actor.scope, ClaimTerm, change.application.id)
    for term in kept:
        if term.claim_id == claim.id and (ids is None or term.id in ids):
            end_deadline(change, Kind.REPAYMENT, term.id, state, reason)
