"""What a funder can decide, and which amounts go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.tracker.domain.letter_dates import letter_errors, term_errors
from services.tracker.domain.states import Event
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError


class Outcome(StrEnum):
    """The answer of the funder."""

    AWARDED = "awarded"
    PARTIAL = "partial"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    REFERRAL = "referral"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.AWARDED: _("Toegekend"),
    Outcome.PARTIAL: _("Deels toegekend"),
    Outcome.CONDITIONAL: _("Toegekend met voorwaarden"),
    Outcome.REJECTED: _("Afgewezen"),
    Outcome.REFERRAL: _("Doorverwezen naar een ander"),
}

EVENT_OF: Mapping[Outcome, Event] = {
    Outcome.AWARDED: Event.DECIDE_AWARD,
    Outcome.PARTIAL: Event.DECIDE_PARTIAL,
    Outcome.CONDITIONAL: Event.DECIDE_CONDITIONAL,
    Outcome.REJECTED: Event.DECIDE_REJECT,
    Outcome.REFERRAL: Event.DECIDE_REFERRAL,
}

REFUSALS = frozenset({Outcome.REJECTED, Outcome.REFERRAL})
"""Outcomes without money."""


@dataclass(frozen=True)
class Decided:
    """What a letter of decision says, as somebody writes it down.

    `reasons` are codes of the list refusal_reasons; `objection_until` the last day that the letter names.
    """

    outcome: Outcome
    letter_on: date
    received_on: date
    amount_cents: int | None = None
    amount_reason: str = ""
    reasons: tuple[str, ...] = ()
    referred_to: str = ""
    may_apply_again: bool | None = None
    objection_until: date | None = None
    note: str = ""


def decision_errors(
    decided: Decided, asked_cents: int | None, submitted_on: date | None, today: date
) -> list[FieldError]:
    """What does not go together in a decision, all at once; empty when it is sound."""
    errors = _amount_errors(decided.outcome, decided.amount_cents, asked_cents)
    above = asked_cents is not None and decided.amount_cents is not None and decided.amount_cents > asked_cents
    if above and not errors and not decided.amount_reason:
        message = _("U krijgt meer dan u vroeg. Schrijf op waarom, of kijk het bedrag na.")
        errors.append(FieldError("amountReason", "required", message))
    if decided.reasons and decided.outcome not in REFUSALS:
        errors.append(FieldError("reasons", "only_with_refusal", _("Redenen horen alleen bij een afwijzing.")))
    if decided.outcome is Outcome.REFERRAL and not decided.referred_to:
        message = _("Schrijf op bij wie u het volgens de gever moet vragen.")
        errors.append(FieldError("referredTo", "required", message))
    errors += letter_errors(decided.letter_on, decided.received_on, submitted_on, today)
    if decided.objection_until is not None:
        errors += term_errors("objectionUntil", decided.objection_until, decided.letter_on)
    return errors


def _amount_errors(outcome: Outcome, cents: int | None, asked: int | None) -> list[FieldError]:
    if outcome in REFUSALS:
        wrong = cents is not None and cents > 0
        return [FieldError("amount", "not_with_rejection", _("Bij een afwijzing hoort geen bedrag."))] if wrong else []
    if outcome is Outcome.PARTIAL and not cents:
        return [FieldError("amount", "required", _("Vul in hoeveel u krijgt."))]
    if outcome is Outcome.PARTIAL and asked is not None and cents is not None and cents >= asked:
        message = _("Dit is niet minder dan u vroeg. Kies dan “Toegekend”.")
        return [FieldError("amount", "not_partial", message)]
    return []
