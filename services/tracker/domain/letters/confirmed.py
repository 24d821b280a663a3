"""What a person made of a letter: the proposals as they confirmed or corrected them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.letters.reading import PLANS, Finding, Reading
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

MOST_WEEKS = 52
MOST_YEARS = 30
MAX_CONDITION = 500


@dataclass(frozen=True)
class ConfirmedCondition:
    """One thing the funder asks, in words, and the last day for it when there is one."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class Confirmed:
    """What stands in the letter, according to a person. None: it is not in the letter.

    `objection_weeks` 0: nobody may object. `report_when` tells the moment in words when there is no date.
    """

    outcome: Outcome
    letter_on: date
    received_on: date
    amount_cents: int | None = None
    reference: str = ""
    objection_weeks: int | None = None
    payment_plan: str = ""
    spend_before: date | None = None
    report_due: date | None = None
    report_when: str = ""
    keep_years: int | None = None
    conditions: tuple[ConfirmedCondition, ...] = ()


@dataclass(frozen=True)
class LetterReading:
    """A letter that was read for an application; `confirmed` is None until a person has looked at it."""

    id: str
    application_id: str
    place_id: str
    document_id: str | None
    text: str
    findings: tuple[Finding, ...]
    version: int
    read_by: str
    read_at: datetime
    confirmed: Confirmed | None = None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None

    @property
    def reading(self) -> Reading:
        """The proposals."""
        return Reading(self.text, self.findings)


def confirmed_errors(confirmed: Confirmed, today: date) -> list[FieldError]:
    """What does not go together, all at once; the decision form checks the rest."""
    errors = []
    if confirmed.letter_on > today:
        errors.append(FieldError("letterOn", "in_future", _("De datum op de brief ligt in de toekomst.")))
    if confirmed.received_on > today:
        errors.append(FieldError("receivedOn", "in_future", _("De dag van ontvangst ligt in de toekomst.")))
    elif confirmed.received_on < confirmed.letter_on:
        message = _("U kunt de brief niet krijgen voordat hij is geschreven.")
        errors.append(FieldError("receivedOn", "before_letter", message))
    if confirmed.payment_plan not in ("", *PLANS):
        errors.append(FieldError("paymentPlan", "unknown", _("Kies hoe de gever betaalt.")))
    for field, day in (("spendBefore", confirmed.spend_before), ("reportDue", confirmed.report_due)):
        if day is not None and day < confirmed.letter_on:
            errors.append(FieldError(field, "before_letter", _("Deze dag ligt vóór de datum op de brief.")))
    return errors


def to_json(confirmed: Confirmed) -> dict[str, Any]:
    """As it is kept."""
    return {name: _plain(value) for name, value in asdict(confirmed).items()}


def from_json(kept: Mapping[str, Any]) -> Confirmed:
    """As it was kept."""
    days = {name: _day(kept[name]) for name in ("letter_on", "received_on", "spend_before", "report_due")}
    conditions = tuple(ConfirmedCondition(one["text"], _day(one["due_on"])) for one in kept["conditions"])
    return Confirmed(**{**kept, **days, "outcome": Outcome(kept["outcome"]), "conditions": conditions})


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [{name: _plain(part) for name, part in one.items()} for one in value]
    return value
