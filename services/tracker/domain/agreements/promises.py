"""What each side promises, when it falls due, and what it is worth in a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.tracker.domain.texts import mark as _


class Side(StrEnum):
    """Who promises."""

    PLACE = "place"
    PARTNER = "partner"


class PromiseKind(StrEnum):
    """What is promised."""

    SPACE = "space"
    RENT_DISCOUNT = "rent_discount"
    SUPPORT = "support"
    ADVICE = "advice"
    MONEY = "money"
    HOURS = "hours"
    GOODS = "goods"


class Rhythm(StrEnum):
    """How often a promise falls due."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


KIND_LABELS: Mapping[PromiseKind, str] = {
    PromiseKind.SPACE: _("ruimte"),
    PromiseKind.RENT_DISCOUNT: _("korting op de huur"),
    PromiseKind.SUPPORT: _("hulp"),
    PromiseKind.ADVICE: _("advies"),
    PromiseKind.MONEY: _("geld"),
    PromiseKind.HOURS: _("uren"),
    PromiseKind.GOODS: _("spullen"),
}

RHYTHM_LABELS: Mapping[Rhythm, str] = {
    Rhythm.ONCE: _("één keer"),
    Rhythm.MONTHLY: _("elke maand"),
    Rhythm.QUARTERLY: _("elk kwartaal"),
    Rhythm.YEARLY: _("elk jaar"),
}

MONTHS: Mapping[Rhythm, int] = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}
IN_KIND = frozenset(PromiseKind) - {PromiseKind.MONEY}


@dataclass(frozen=True)
class Promise:
    """One thing that one side does for the other.

    `quantity` is how much each time (hours, square metres; None: it is not counted), `rate_cents` what one of it is
    worth; `value_cents` the worth of one time where it is not counted. `ends_on` None: as long as the agreement.
    """

    id: str
    side: Side
    kind: PromiseKind
    text: str
    rhythm: Rhythm
    starts_on: date
    ends_on: date | None = None
    quantity: int | None = None
    rate_cents: int | None = None
    value_cents: int | None = None

    @property
    def cents_each_time(self) -> int | None:
        """What one time is worth; None when nobody said."""
        if self.quantity is not None and self.rate_cents is not None:
            return self.quantity * self.rate_cents
        return self.value_cents


def due_days(promise: Promise, start: date, end: date) -> tuple[date, ...]:
    """The days in [start, end] on which the promise falls due: its first day, and then by its rhythm.

    The day of the month stays the same; in a month that is too short it is the last day.
    """
    last = min(end, promise.ends_on) if promise.ends_on else end
    return tuple(day for day in _days(promise, last) if start <= day)


def times_in_year(promise: Promise, start: date) -> int:
    """How often the promise falls due in the year that begins on `start`."""
    return len(due_days(promise, start, month_later(start, 12) - timedelta(days=1)))


def yearly_value(promises: tuple[Promise, ...], side: Side, start: date, *, in_kind: bool) -> int:
    """What one side gives in the year from `start`, in cents: in kind, or in money. What has no value counts 0."""
    return sum(
        times_in_year(promise, start) * (promise.cents_each_time or 0)
        for promise in promises
        if promise.side is side and (promise.kind in IN_KIND) is in_kind
    )


def month_later(day: date, months: int) -> date:
    """The same day some months later; the last day of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(promise: Promise, last: date) -> Iterator[date]:
    if promise.rhythm is Rhythm.ONCE:
        if promise.starts_on <= last:
            yield promise.starts_on
        return
    step, count = MONTHS[promise.rhythm], 0
    while (day := month_later(promise.starts_on, step * count)) <= last:
        yield day
        count += 1
