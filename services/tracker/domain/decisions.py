"""What a funder can decide, and which amounts go with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from services.tracker.domain.states import Event
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError


class Outcome(StrEnum):
    """The answer of the funder."""

    AWARDED = "awarded"
    PARTIAL = "partial"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.AWARDED: _("Toegekend"),
    Outcome.PARTIAL: _("Deels toegekend"),
    Outcome.CONDITIONAL: _("Toegekend met voorwaarden"),
    Outcome.REJECTED: _("Afgewezen"),
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
        errors.append(FieldError("letterOn", "in_future", _("De datum op de brief ligt in de toekomst.")))
    if received_on > today:
        errors.append(FieldError("receivedOn", "in_future", _("De dag van ontvangst ligt in de toekomst.")))
    elif received_on < letter_on:
        message = _("U kunt de brief niet krijgen voordat hij is geschreven.")
        errors.append(FieldError("receivedOn", "before_letter", message))
    return errors


def _amount_errors(outcome: Outcome, cents: int | None, asked: int | None) -> list[FieldError]:
    if outcome is Outcome.REJECTED:
        wrong = cents is not None and cents > 0
        return [FieldError("amount", "not_with_rejection", _("Bij een afwijzing hoort geen bedrag."))] if wrong else []
    if outcome is Outcome.PARTIAL and not cents:
        return [FieldError("amount", "required", _("Vul in hoeveel u krijgt."))]
    if outcome is Outcome.PARTIAL and asked is not None and cents is not None and cents >= asked:
        message = _("Dit is niet minder dan u vroeg. Kies dan “Toegekend”.")
        return [FieldError("amount", "not_partial", message)]
    return []
