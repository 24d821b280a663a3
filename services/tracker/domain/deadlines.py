"""Closing moments: kept as they were entered, and what follows from them.

A source says "t/m 31 maart" (through the whole day), "voor 1 maart" (before that day begins), "31 maart 17.00 uur", or
only "1 februari". The last leaves the time open, so the plan is made for 17:00 of the last working day before; that is
shown as an assumption and never used to call somebody late.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.tracker.domain.texts import mark as _
from shared.kernel.dates import local_to_utc
from shared.kernel.errors import FieldError

ZONE = "Europe/Amsterdam"
END_OF_OFFICE = time(17, 0)
MIDNIGHT = time(0, 0)
YEARS_AHEAD = 5


class Kind(StrEnum):
    """What a deadline is for."""

    INTENT = "intent"
    INTERNAL_CHECK = "internal_check"
    CLOSING = "closing"
    COMPLETION = "completion"
    DECISION_EXPECTED = "decision_expected"
    OBJECTION = "objection"
    CONDITION = "condition"
    START = "start"
    START_BEFORE = "start_before"
    SPEND_BEFORE = "spend_before"
    REPORT = "report"
    REPAYMENT = "repayment"


class DeadlineState(StrEnum):
    """How sure a deadline is, or how it ended."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    MET = "met"
    MISSED = "missed"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


OPEN_DEADLINE = frozenset({DeadlineState.PROPOSED, DeadlineState.CONFIRMED})

DEADLINE_LABELS = {
    DeadlineState.PROPOSED: _("nog niet zeker"),
    DeadlineState.CONFIRMED: _("zeker"),
    DeadlineState.MOVED: _("verplaatst"),
    DeadlineState.MET: _("gehaald"),
    DeadlineState.MISSED: _("voorbij"),
    DeadlineState.WAIVED: _("niet meer nodig"),
    DeadlineState.WITHDRAWN: _("vervallen"),
}


class Origin(StrEnum):
    """Where a date comes from: the catalogue's record of the source, or a person who had it from the funder."""

    SOURCE = "source"
    PERSON = "person"


class Basis(StrEnum):
    """How the date is worded: through the day, before the day, at a time of day, or a bare date."""

    THROUGH = "through"
    BEFORE = "before"
    AT = "at"
    UNSTATED = "unstated"


BASIS_LABELS = {
    Basis.THROUGH: _("tot en met deze dag"),
    Basis.BEFORE: _("vóór deze dag"),
    Basis.AT: _("op deze dag, om een vaste tijd"),
    Basis.UNSTATED: _("dat weet ik niet"),
}


@dataclass(frozen=True)
class Entered:
    """A closing as it was entered. `at` belongs to basis AT and to no other."""

    day: date
    basis: Basis = Basis.UNSTATED
    at: time | None = None
    zone: str = ZONE
    source_text: str | None = None

    def __post_init__(self) -> None:
        if (self.at is not None) != (self.basis is Basis.AT):
            raise ValueError("a time of day goes with basis `at`, and only with it")

    @property
    def precision(self) -> str:
        """`minute` when a time of day is known, else `day`."""
        return "day" if self.at is None else "minute"


@dataclass(frozen=True)
class Moments:
    """What follows from a closing.

    `closes_at`: the first UTC moment that is too late. `plan_by`: the UTC moment to be ready. `last_day`: the civil
    date of `plan_by`, which reminders count back from. `assumed`: the time was not stated, `plan_by` is our choice.
    """

    closes_at: datetime
    plan_by: datetime
    last_day: date
    assumed: bool


def moments_of(entered: Entered, holidays: Collection[date]) -> Moments:
    """The moments of a closing; `holidays` are the days besides weekends on which nobody works."""
    zone = ZoneInfo(entered.zone)
    day, next_day = entered.day, entered.day + timedelta(days=1)
    if entered.at is not None:
        plan_by = local_to_utc(day, entered.at, zone)
        return Moments(plan_by + timedelta(seconds=1), plan_by, day, assumed=False)
    if entered.basis is Basis.BEFORE:
        closes_at, last_day = local_to_utc(day, MIDNIGHT, zone), day - timedelta(days=1)
        return Moments(closes_at, closes_at - timedelta(seconds=1), last_day, assumed=False)
    closes_at = local_to_utc(next_day, MIDNIGHT, zone)
    if entered.basis is Basis.THROUGH:
        return Moments(closes_at, closes_at - timedelta(seconds=1), day, assumed=False)
    last_day = working_day_before(day, holidays)
    return Moments(closes_at, local_to_utc(last_day, END_OF_OFFICE, zone), last_day, assumed=True)


def closing_errors(day: date, today: date) -> list[FieldError]:
    """What is wrong with a closing date that somebody enters: it lies ahead, and not in another age."""
    if day < today:
        return [FieldError("date", "in_past", _("Deze dag is al voorbij. Kijk de datum na."))]
    if day.year > today.year + YEARS_AHEAD:
        return [FieldError("date", "too_far", _("Deze dag is erg ver weg. Klopt het jaar?"))]
    return []


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in holidays


def working_day_before(day: date, holidays: Collection[date]) -> date:
    """The last working day that comes before this day."""
    return working_day_until(day - timedelta(days=1), holidays)


def working_day_until(day: date, holidays: Collection[date]) -> date:
    """This day when it is a working day, else the last one before it."""
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date, holidays: Collection[date]) -> date:
    """This day when it is a working day, else the first one after it."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day
