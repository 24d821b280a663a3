"""How the money of an award comes: at once, in two parts, afterwards, or as agreed; in sum the award to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError


class PlanKind(StrEnum):
    """The ways in which funders pay."""

    AT_ONCE = "at_once"
    ADVANCE = "advance"
    AFTER_REPORT = "after_report"
    GUARANTEE = "guarantee"
    OWN = "own"


class When(StrEnum):
    """What an instalment waits for. `unplanned`: nobody had announced it. `rest`: what is left when all was settled."""

    AT_AWARD = "at_award"
    AFTER_REPORT = "after_report"
    AGREED = "agreed"
    UNPLANNED = "unplanned"
    REST = "rest"


@dataclass(frozen=True)
class OwnPart:
    """One part of a plan that a person writes down: what it is for, how much, and when it should come."""

    amount_cents: int
    label: str = ""
    expected_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """The choice of a person. `advance_percent` goes with advance and guarantee, `own` with own parts only."""

    kind: PlanKind
    advance_percent: int | None = None
    own: tuple[OwnPart, ...] = ()


@dataclass(frozen=True)
class Part:
    """One instalment to make."""

    amount_cents: int
    comes: When
    label: str = ""
    expected_on: date | None = None


PLAN_LABELS: Mapping[PlanKind, str] = {
    PlanKind.AT_ONCE: _("Alles in één keer, na de toekenning"),
    PlanKind.ADVANCE: _("Eerst een voorschot, de rest na het verslag"),
    PlanKind.AFTER_REPORT: _("Alles achteraf, na het verslag of de bonnen"),
    PlanKind.GUARANTEE: _("Garantie: alleen als u geld tekortkomt"),
    PlanKind.OWN: _("Anders: ik schrijf het zelf op"),
}
"""Dutch label of each kind."""

WHEN_LABELS: Mapping[When, str] = {
    When.AT_AWARD: _("Na de toekenning"),
    When.AFTER_REPORT: _("Na het verslag"),
    When.AGREED: _("Zoals afgesproken"),
    When.UNPLANNED: _("Niet aangekondigd"),
    When.REST: _("De rest, na de afrekening"),
}
"""Dutch label of what an instalment waits for."""

WITH_ADVANCE = frozenset({PlanKind.ADVANCE, PlanKind.GUARANTEE})
MOST_IN_ADVANCE = {PlanKind.ADVANCE: 99, PlanKind.GUARANTEE: 75}
"""Of a guarantee a funder pays at most 75 % before the accounts are closed (Oranje Fonds, "voorschot")."""
MOST_PARTS = 24


def plan_errors(plan: Plan, cents: int) -> list[FieldError]:
    """What does not go together in a plan for so many cents, all at once; empty when it is sound."""
    if plan.kind in WITH_ADVANCE:
        return _advance_errors(plan)
    if plan.kind is PlanKind.OWN:
        return _own_errors(plan.own, cents)
    return []


def parts_of(plan: Plan, cents: int, first_on: date | None = None, last_on: date | None = None) -> tuple[Part, ...]:
    """The instalments of a sound plan. In sum `cents`: shares are rounded down, the last takes what is left."""
    match plan.kind:
        case PlanKind.OWN:
            return tuple(Part(part.amount_cents, When.AGREED, part.label, part.expected_on) for part in plan.own)
        case PlanKind.AT_ONCE:
            return (Part(cents, When.AT_AWARD, expected_on=first_on),)
        case PlanKind.AFTER_REPORT:
            return (Part(cents, When.AFTER_REPORT, expected_on=last_on),)
    advance = cents * (plan.advance_percent or 0) // 100
    parts = (
        Part(advance, When.AT_AWARD, expected_on=first_on),
        Part(cents - advance, When.AFTER_REPORT, expected_on=last_on),
    )
    return tuple(part for part in parts if part.amount_cents)


def _advance_errors(plan: Plan) -> list[FieldError]:
    most = MOST_IN_ADVANCE[plan.kind]
    if plan.advance_percent is None:
        return [FieldError("advancePercent", "required", _("Vul in hoeveel procent u vooraf krijgt."))]
    if 1 <= plan.advance_percent <= most:
        return []
    if plan.kind is PlanKind.GUARANTEE:
        message = _("Van een garantie krijgt u vooraf hooguit 75 procent. Vul 1 tot 75 in.")
    else:
        message = _("Vul een getal in van 1 tot 99.")
    return [FieldError("advancePercent", "out_of_range", message)]


def _own_errors(parts: tuple[OwnPart, ...], cents: int) -> list[FieldError]:
    if not parts:
        return [FieldError("parts", "required", _("Vul ten minste één betaling in."))]
    if len(parts) > MOST_PARTS:
        return [FieldError("parts", "too_many", _("Er passen hooguit 24 betalingen in."))]
    errors = [
        FieldError(f"parts.{number}.amount", "required", _("Vul bij elke betaling een bedrag in."))
        for number, part in enumerate(parts)
        if part.amount_cents <= 0
    ]
    if not errors and sum(part.amount_cents for part in parts) != cents:
        message = _("De bedragen zijn samen niet gelijk aan wat er nog komt. Kijk elk bedrag na.")
        errors.append(FieldError("parts", "sum", message))
    return errors
