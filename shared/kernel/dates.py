"""Dates and moments in Europe/Amsterdam, with the two nights a year when the clock jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a typed date can have. What lies outside is a slip of the hand, and can't be counted on from."""


def is_plausible(day: date) -> bool:
    """Whether somebody can have meant this day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def local_to_utc(day: date, at: time, zone: ZoneInfo = AMSTERDAM) -> datetime:
    """The UTC moment of a civil date and time.

    A time that does not exist (spring) moves one hour on; a time that exists twice (autumn) is the first
    of the two, so that whoever keeps to it is never late.
    """
    # fold=0 takes the offset from before a jump: one hour on in the gap, the first of two in the overlap.
    return datetime.combine(day, at.replace(fold=0), tzinfo=zone).astimezone(UTC)


def exists(day: date, at: time, zone: ZoneInfo = AMSTERDAM) -> bool:
    """Whether the civil time occurs at all on that date (False in the spring gap)."""
    return local_to_utc(day, at, zone).astimezone(zone).time().replace(tzinfo=None, fold=0) == at


def days_before(day: date, at: time, days: int, zone: ZoneInfo = AMSTERDAM) -> datetime:
    """The same civil time, `days` earlier on the calendar, as a UTC moment (not `days` times 24 hours)."""
    return local_to_utc(day - timedelta(days=days), at, zone)
