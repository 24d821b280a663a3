"""What a funder can decide, and which amounts go with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from services.tracker.domain.states import Event
from shared.kernel.errors import FieldError


class Outcome(StrEnum):
    """The answer of the funder."""

    AWARDED = "awarded"
    PARTIAL = "partial"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.AWARDED: "Toegekend",
    Outcome.PARTIAL: "Deels toegekend",
    Outcome.CONDITIONAL: "Toegekend met voorwaarden",
    Outcome.REJECTED: "Afgewezen",
}

EVENT_OF: Mapping[Outcome, Event] = {
    Outcome.AWARDED: Event.DECIDE_AWARD,
    Outcome.PARTIAL: Event.DECIDE_PARTIAL,
    Outcome.CONDITIONAL: Event.DECIDE_CONDITIONAL,
    Outcome.REJECTED: Event.DECIDE_REJECT,
}


def decision_errors(
    outcome: Outcome, amount_cents: int | None, asked_cents: int | None, letter_on: date, received_on: date, today: date
) -> list[FieldError]:
    """What does not go together in a decision, all at once; empty when it is sound."""
    errors = [*_amount_errors(outcome, amount_cents, asked_cents)]
    if letter_on > today:
        errors.append(FieldError("letterOn", "in_future", "De datum op de brief ligt in de toekomst."))
    if received_on > today:
        errors.append(FieldError("receivedOn", "in_future", "De dag van ontvangst ligt in de toekomst."))
    elif received_on < letter_on:
        message = "U kunt de brief niet krijgen voordat hij is geschreven."
        errors.append(FieldError("receivedOn", "before_letter", message))
    return errors


def _amount_errors(outcome: Outcome, cents: int | None, asked: int | None) -> list[FieldError]:
    if outcome is Outcome.REJECTED:
        wrong = cents is not None and cents > 0
        return [FieldError("amount", "not_with_rejection", "Bij een afwijzing hoort geen bedrag.")] if wrong else []
    if outcome is Outcome.PARTIAL and not cents:
        return [FieldError("amount", "required", "Vul in hoeveel u krijgt.")]
    if outcome is Outcome.PARTIAL and asked is not None and cents is not None and cents >= asked:
        message = "Dit is niet minder dan u vroeg. Kies dan “Toegekend”."
        return [FieldError("amount", "not_partial", message)]
    return []
