"""What an award comes to in the end: settled by the funder, at most what was granted, with a reason when it is less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.tracker.domain.states import Event, State
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError


class SettlementKind(StrEnum):
    """How it came about."""

    AFTER_REPORT = "after_report"
    WITHOUT_REPORT = "without_report"
    EX_OFFICIO = "ex_officio"
    REVISED = "revised"
    REVOKED = "revoked"


SETTLEMENT_LABELS: Mapping[SettlementKind, str] = {
    SettlementKind.AFTER_REPORT: _("na uw verslag"),
    SettlementKind.WITHOUT_REPORT: _("zonder verslag"),
    SettlementKind.EX_OFFICIO: _("door de gever zelf, zonder uw verslag"),
    SettlementKind.REVISED: _("herzien"),
    SettlementKind.REVOKED: _("ingetrokken"),
}

KIND_OF: Mapping[State, tuple[SettlementKind, Event]] = {
    State.REPORTED: (SettlementKind.AFTER_REPORT, Event.SETTLE),
    State.REPORT_OVERDUE: (SettlementKind.EX_OFFICIO, Event.SETTLE_EX_OFFICIO),
    State.AWARDED: (SettlementKind.WITHOUT_REPORT, Event.SETTLE_WITHOUT_REPORT),
    State.RUNNING: (SettlementKind.WITHOUT_REPORT, Event.SETTLE_WITHOUT_REPORT),
}
"""Which settlement there can be from where an application stands."""


class Ground(StrEnum):
    """Why less was settled than was granted (for public money: Awb 4:46, second paragraph)."""

    NOT_ALL_DONE = "not_all_done"
    DUTY_MISSED = "duty_missed"
    WRONG_FACTS = "wrong_facts"
    AWARD_WRONG = "award_wrong"
    COST_LESS = "cost_less"
    OTHER_INCOME = "other_income"


GROUND_LABELS: Mapping[Ground, str] = {
    Ground.NOT_ALL_DONE: _("Niet alles is uitgevoerd"),
    Ground.DUTY_MISSED: _("Niet alle afspraken zijn nagekomen"),
    Ground.WRONG_FACTS: _("De gever kreeg gegevens die niet klopten"),
    Ground.AWARD_WRONG: _("De toekenning was niet juist, en dat was te weten"),
    Ground.COST_LESS: _("Het kostte minder"),
    Ground.OTHER_INCOME: _("Er was ander geld"),
}


@dataclass(frozen=True)
class Settlement:
    """What the funder fixed, in whole cents. The newest of an application holds.

    `eligible_cents` and `other_income_cents` are what a deficit guarantee was counted from. `keep_until`: receipts are
    kept until this day. `spot_check`: the funder may still look.
    """

    id: str
    application_id: str
    place_id: str
    kind: SettlementKind
    final_cents: int
    ground: Ground | None
    reason: str
    eligible_cents: int | None
    other_income_cents: int | None
    letter_on: date
    received_on: date
    keep_until: date | None
    spot_check: bool
    recorded_by: str
    recorded_at: datetime


def guaranteed(award_cents: int, eligible_cents: int, other_income_cents: int) -> int:
    """What a deficit guarantee comes to: the deficit, at most the award, never below zero."""
    return max(0, min(award_cents, eligible_cents - other_income_cents))


def settlement_errors(
    final_cents: int,
    award_cents: int | None,
    ground: Ground | None,
    guarantee: tuple[int | None, int | None] | None,
) -> list[FieldError]:
    """What does not go together. `guarantee`: eligible costs and other income, None when it is no deficit guarantee."""
    errors: list[FieldError] = []
    if award_cents is not None and final_cents < award_cents and ground is None:
        errors.append(FieldError("ground", "required", _("Kies waarom het minder is dan toegekend.")))
    if guarantee is None:
        return errors
    eligible, income = guarantee
    if eligible is None:
        errors.append(FieldError("eligible", "required", _("Vul in welke kosten meetellen.")))
    if income is None:
        errors.append(
            FieldError("otherIncome", "required", _("Vul in hoeveel ander geld er was. Niets? Vul dan 0 in."))
        )
    if eligible is None or income is None or award_cents is None:
        return errors
    if final_cents > guaranteed(award_cents, eligible, income):
        message = _("Dit is meer dan het tekort. De gever vult alleen aan wat u zelf tekort kwam.")
        errors.append(FieldError("final", "above_deficit", message))
    return errors
