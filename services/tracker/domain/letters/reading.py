"""What was read in a letter of a funder: proposals with the sentence they stand in. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class Field(StrEnum):
    """What a letter can tell."""

    OUTCOME = "outcome"
    AMOUNT = "amount"
    LETTER_ON = "letter_on"
    REFERENCE = "reference"
    OBJECTION_WEEKS = "objection_weeks"
    CONDITION = "condition"
    REPORT_DUE = "report_due"
    SPEND_BEFORE = "spend_before"
    PAYMENT_PLAN = "payment_plan"
    KEEP_YEARS = "keep_years"


class Confidence(StrEnum):
    """How sure a rule is."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


CONFIDENCE_LABELS: Mapping[Confidence, str] = {
    Confidence.SURE: _("dat staat er zo"),
    Confidence.LIKELY: _("waarschijnlijk"),
    Confidence.UNSURE: _("kijk dit goed na"),
}

PLANS: Mapping[str, str] = {
    "100": _("alles in één keer"),
    "75/25": _("75 % vooraf, 25 % na het verslag"),
    "80/20": _("80 % vooraf, 20 % na het verslag"),
    "90/10": _("90 % vooraf, 10 % na het verslag"),
    "50/50": _("in twee helften"),
    "after_receipts": _("achteraf, na bonnen of verslag"),
    "guarantee": _("garantie: alleen wat u tekortkomt"),
}
"""How a funder pays, by code."""


@dataclass(frozen=True)
class Finding:
    """One proposal. `start` and `end` are the offsets of its sentence in the text.

    `value` by field: a code of Outcome, whole cents, a date as ISO text, a reference, a number of weeks (0: nobody may
    object) or years, a code of PLANS, or the condition in words. A report due after some event is told in words.
    """

    field: Field
    value: str
    start: int
    end: int
    confidence: Confidence
    due_on: date | None = None


@dataclass(frozen=True)
class Reading:
    """Everything that was found in one letter; for each field the likeliest first."""

    text: str
    findings: tuple[Finding, ...]

    def best(self, field: Field) -> Finding | None:
        """The likeliest finding for a field."""
        return next((found for found in self.findings if found.field is field), None)

    def every(self, field: Field) -> tuple[Finding, ...]:
        """All findings for a field."""
        return tuple(found for found in self.findings if found.field is field)
