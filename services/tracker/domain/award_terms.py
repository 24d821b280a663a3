"""What a funder asks of an award: how it is closed, which report, which dates. Asked once, from the award letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from services.tracker.domain.letters.confirmed import Confirmed
from services.tracker.domain.texts import mark as _
from shared.kernel.errors import FieldError

MAX_INTERIM = 12
MAX_WEEKS = 104
YEARS_AHEAD = 20
"""Receipts of a subsidy are kept for ten years at most; a later date is a typing error."""


class Settling(StrEnum):
    """How an award is closed; data of the source and the amount, not of the kind of funder."""

    GIFT = "gift"
    AT_AWARD = "at_award"
    EX_OFFICIO = "ex_officio"
    ON_PERFORMANCE = "on_performance"
    ON_COSTS = "on_costs"


SETTLING_LABELS: Mapping[Settling, str] = {
    Settling.GIFT: _("Een gift: de gever vraagt geen verslag"),
    Settling.AT_AWARD: _("Meteen vastgesteld: het bedrag staat vast"),
    Settling.EX_OFFICIO: _("De gever stelt het later zelf vast"),
    Settling.ON_PERFORMANCE: _("Met een verslag van wat u deed"),
    Settling.ON_COSTS: _("Met een verslag van wat het kostte"),
}

WITHOUT_REPORT = frozenset({Settling.GIFT, Settling.AT_AWARD, Settling.EX_OFFICIO})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the letter says. None: not known. `report_weeks` counts from the end of the plan.

    `auditor`: a statement of an accountant goes with the report. `lessons`: the funder asks what was learnt, in the
    words of `questions` where it has its own.
    `guarantee`: the award fills a deficit and shrinks when there is other income. `interim_on`: days on which a report
    in between is due, for plans of several years. `start_before`, `spend_before`: the first day that is too late.
    """

    settling: Settling | None = None
    content: bool = False
    finance: bool = False
    receipts: bool = False
    auditor: bool = False
    lessons: bool = False
    guarantee: bool = False
    spot_check: bool = False
    begins_on: date | None = None
    ends_on: date | None = None
    start_before: date | None = None
    spend_before: date | None = None
    report_on: date | None = None
    report_weeks: int | None = None
    keep_until: date | None = None
    interim_on: tuple[date, ...] = ()
    note: str = ""
    questions: str = ""

    @property
    def report_needed(self) -> bool | None:
        """Whether the award is closed by a report; None while that is not known."""
        return None if self.settling is None else self.settling not in WITHOUT_REPORT

    @property
    def report_due(self) -> date | None:
        """The last day for the final report, as told or counted from the end of the plan."""
        if self.report_on is None and self.report_weeks is not None and self.ends_on is not None:
            return self.ends_on + timedelta(weeks=self.report_weeks)
        return self.report_on

    @property
    def complete(self) -> bool:
        """Whether nothing is left to ask the funder."""
        return self.report_needed is False or (self.report_needed is True and self.report_due is not None)


@dataclass(frozen=True, kw_only=True)
class AwardTerms(Asked):
    """What was written down of a letter, by whom and when. The newest row of an application holds."""

    id: str
    application_id: str
    place_id: str
    recorded_by: str
    recorded_at: datetime


def suggested(reporting: Mapping[str, Any] | None, award_cents: int | None) -> Asked:
    """What the rules of the source say beforehand (`reporting` as in the catalogue); the letter decides."""
    if not reporting:
        return Asked()
    weeks, above = reporting.get("within_weeks"), reporting.get("auditor_above")
    return Asked(
        content=bool(reporting.get("content")),
        finance=bool(reporting.get("financial")),
        receipts=bool(reporting.get("receipts")),
        auditor=above is not None and award_cents is not None and award_cents > above * 100,
        report_weeks=None if weeks is None else round(weeks),
        note=str(reporting.get("note") or ""),
    )


def with_letter(asked: Asked, letter: Confirmed) -> Asked:
    """The same with what somebody confirmed of the letter, which goes before the source."""
    return replace(
        asked,
        report_on=letter.report_due or asked.report_on,
        report_weeks=None if letter.report_due else asked.report_weeks,
        spend_before=letter.spend_before or asked.spend_before,
        note="\n".join(text for text in (letter.report_when, asked.note) if text),
    )


def terms_errors(asked: Asked, today: date) -> list[FieldError]:
    """What does not go together, all at once; empty when it is sound."""
    errors = _far_dates(asked, today)
    if asked.begins_on and asked.ends_on and asked.ends_on < asked.begins_on:
        errors.append(FieldError("endsOn", "before_start", _("Uw plan kan niet eindigen voordat het begint.")))
    if asked.report_needed is False and (asked.report_on or asked.report_weeks or asked.interim_on):
        message = _("Zonder verslag is er geen datum voor een verslag. Maak die leeg, of kies anders.")
        errors.append(FieldError("settling", "no_report", message))
    if asked.report_on and asked.begins_on and asked.report_on < asked.begins_on:
        errors.append(FieldError("reportOn", "before_start", _("Het verslag komt na het begin van uw plan.")))
    if asked.report_weeks is not None and not 0 <= asked.report_weeks <= MAX_WEEKS:
        errors.append(FieldError("reportWeeks", "out_of_range", _("Vul een aantal weken in van 0 tot 104.")))
    return errors + _bound_errors(asked) + _interim_errors(asked)


def _bound_errors(asked: Asked) -> list[FieldError]:
    """The plan fits between the days that the funder names."""
    errors = []
    if asked.start_before and asked.begins_on and asked.begins_on >= asked.start_before:
        message = _("Uw plan begint dan te laat. Kijk beide dagen na, of vraag de gever om uitstel.")
        errors.append(FieldError("startBefore", "begins_later", message))
    if asked.start_before and asked.spend_before and asked.spend_before < asked.start_before:
        message = _("Het geld kan niet op zijn voordat u begint. Kijk beide dagen na.")
        errors.append(FieldError("spendBefore", "before_start", message))
    return errors


def _interim_errors(asked: Asked) -> list[FieldError]:
    if len(asked.interim_on) > MAX_INTERIM:
        return [FieldError("interimOn", "too_many", _("Vul hooguit 12 dagen in."))]
    due = asked.report_due
    if due is not None and any(day >= due for day in asked.interim_on):
        return [FieldError("interimOn", "after_final", _("Een tussenverslag komt vóór het eindverslag."))]
    return []


def _far_dates(asked: Asked, today: date) -> list[FieldError]:
    dates = {
        "beginsOn": asked.begins_on,
        "endsOn": asked.ends_on,
        "startBefore": asked.start_before,
        "spendBefore": asked.spend_before,
        "reportOn": asked.report_on,
        "keepUntil": asked.keep_until,
        "interimOn": max(asked.interim_on, default=None),
    }
    message = _("Deze dag ligt erg ver weg. Klopt het jaar?")
    far = YEARS_AHEAD
    return [
        FieldError(field, "too_far", message)
        for field, day in dates.items()
        if day is not None and abs(day.year - today.year) > far
    ]
