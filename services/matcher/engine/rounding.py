"""Buckets of numbers and dates, always rounded outward: a bucket may keep too much, never too little."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import floor

_KEPT_BITS = 3
_FORTNIGHT = 14


def down(number: int) -> int:
    """At most this number, in steps of an eighth to a quarter of it; a bucket never lies above what it holds."""
    spare = max(0, number.bit_length() - _KEPT_BITS)
    return number >> spare << spare


def up(number: int) -> int:
    """At least this number, in the same steps."""
    return -down(-number) if number < 0 else number if down(number) == number else _next(number)


def _next(number: int) -> int:
    return down(number) + (1 << (number.bit_length() - _KEPT_BITS))


def whole_weeks(weeks: float) -> int:
    """The whole weeks in it."""
    return floor(weeks)


def fortnight(day: date) -> date:
    """The first day of the fortnight a day lies in."""
    return date.fromordinal(day.toordinal() // _FORTNIGHT * _FORTNIGHT)


def fortnight_ends(first: date) -> date:
    """The last day of the fortnight that begins on this day."""
    return first + timedelta(days=_FORTNIGHT - 1)


def month(day: date) -> int:
    """The month of a day as one number."""
    return day.year * 12 + day.month - 1


def stale_from(seen: date, months: int) -> date:
    """The first day on which so many whole months have passed."""
    year, index = divmod(month(seen) + months, 12)
    if seen.day <= monthrange(year, index + 1)[1]:
        return date(year, index + 1, seen.day)
    return date(year + (index == 11), (index + 1) % 12 + 1, 1)
