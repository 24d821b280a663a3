"""A change of the plan after the award: told to the funder, and asked where it is more than a small shift of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

FREE_SHIFT_PERCENT = 10
"""How much of the award may move between lines without asking. Our choice: funders rarely name a limit."""


class ChangeKind(StrEnum):
    """What changes."""

    PLAN = "plan"
    BUDGET = "budget"
    PERIOD = "period"
    INCOME = "income"
    LEAD = "lead"


CHANGE_LABELS: Mapping[ChangeKind, str] = {
    ChangeKind.PLAN: _("Wij gaan iets anders doen"),
    ChangeKind.BUDGET: _("Wij geven het geld anders uit"),
    ChangeKind.PERIOD: _("Wij doen er langer over, of beginnen later"),
    ChangeKind.INCOME: _("Wij krijgen ook geld van iemand anders"),
    ChangeKind.LEAD: _("Een andere plek wordt penvoerder"),
}


class ChangeState(StrEnum):
    """Where it stands. `told`: small enough to tell and not to ask."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    TOLD = "told"


CHANGE_STATE_LABELS: Mapping[ChangeState, str] = {
    ChangeState.OPEN: _("wacht op de gever"),
    ChangeState.APPROVED: _("de gever vindt het goed"),
    ChangeState.REFUSED: _("de gever wil het niet"),
    ChangeState.TOLD: _("alleen gemeld"),
}


@dataclass(frozen=True)
class PlanChange:
    """One change and what the funder said. `report_on` is the new last day for the report that was asked for."""

    id: str
    application_id: str
    place_id: str
    version: int
    kind: ChangeKind
    state: ChangeState
    what: str
    asked_on: date
    moved_cents: int | None
    report_on: date | None
    recorded_by: str
    recorded_at: datetime
    answer: str = ""
    letter_on: date | None = None
    received_on: date | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


def needs_consent(kind: ChangeKind, moved_cents: int | None, award_cents: int | None) -> bool:
    """Whether the funder must agree first. Only a known, small shift inside the budget goes without."""
    if kind is not ChangeKind.BUDGET or moved_cents is None or award_cents is None:
        return True
    return moved_cents * 100 > award_cents * FREE_SHIFT_PERCENT


def change_errors(
    what: str, asked_on: date, kind: ChangeKind, moved_cents: int | None, today: date
) -> list[FieldError]:
    """What is wrong with a question to the funder, all at once."""
    errors: list[FieldError] = []
    if not what.strip():
        errors.append(FieldError("what", "required", _("Schrijf op wat er verandert en waarom.")))
    if asked_on > today:
        errors.append(FieldError("askedOn", "in_future", _("Deze dag komt nog. Schrijf op wanneer u het vroeg.")))
    if kind is ChangeKind.BUDGET and moved_cents is None:
        errors.append(FieldError("moved", "required", _("Vul in om hoeveel geld het gaat.")))
    return errors
