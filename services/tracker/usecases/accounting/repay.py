"""Money that went back to the funder: each payment is kept, the last euro closes the claim."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.claims import Claim, ClaimState, ClaimTerm, Repayment, left_cents, terms_paid
from services.tracker.domain.deadlines import DeadlineState
from services.tracker.domain.records import Application
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.awards import Award, award_facts, award_in
from services.tracker.usecases.accounting.claiming import end_terms
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.REPAYMENT, Action.PAY)


def repay(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    amount_cents: int,
    paid_on: date,
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps a payment; earlier terms count as paid first. Raises InvalidInput, NotAllowedNow without a claim, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        claim = award_in(change).open_claim
        if claim is None:
            change.happen(Event.REPAY, change.facts(claim_left_cents=1))  # the table or the guard says why not
            return change.application
        raise_for(_errors(change, claim, amount_cents, paid_on))
        _keep(change, claim, amount_cents, paid_on, note)
        after = award_in(change)
        _end_paid_terms(change, claim, after)
        detail: dict[str, object] = {"amount_cents": amount_cents, "paid_on": paid_on.isoformat()}
        if left_cents(claim, after.repayments) > 0:
            change.write("repayment", detail, attention_at=nearest(change))
        else:
            _finish(change, claim, after, detail)
    return change.application


def _errors(change: Change, claim: Claim, amount_cents: int, paid_on: date) -> list[FieldError]:
    errors: list[FieldError] = []
    left = left_cents(claim, award_in(change).repayments)
    if amount_cents <= 0:
        errors.append(FieldError("amount", "required", _("Vul in hoeveel u terugbetaalde.")))
    elif amount_cents > left:
        errors.append(FieldError("amount", "too_much", _("Dit is meer dan u nog moet terugbetalen.")))
    if paid_on > change.now.astimezone(AMSTERDAM).date():
        errors.append(FieldError("paidOn", "in_future", _("Deze dag komt nog. Schrijf op wat al is betaald.")))
    return errors


def _keep(change: Change, claim: Claim, amount_cents: int, paid_on: date, note: str) -> None:
    made = Repayment(
        id=new_id(),
        claim_id=claim.id,
        application_id=claim.application_id,
        place_id=claim.place_id,
        amount_cents=amount_cents,
        paid_on=paid_on,
        note=note.strip(),
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
    award_records.add(change.work.connection, change.actor.scope, made)


def _end_paid_terms(change: Change, claim: Claim, award: Award) -> None:
    connection, scope = change.work.connection, change.actor.scope
    terms = [
        term
        for term in award_records.of_application(connection, scope, ClaimTerm, claim.application_id)
        if term.claim_id == claim.id
    ]
    paid = claim.amount_cents - left_cents(claim, award.repayments)
    end_terms(change, claim, terms_paid(terms, paid), DeadlineState.MET, "paid")


def _finish(change: Change, claim: Claim, award: Award, detail: dict[str, object]) -> None:
    award_records.change(change.work.connection, change.actor.scope, claim, state=ClaimState.PAID, closed_at=change.now)
    change.happen(Event.REPAY, award_facts(change, award), detail, attention_at=nearest(change))
