"""Days on which nobody works in the Netherlands, besides weekends."""

from __future__ import annotations

from datetime import date
from functools import cache

YEARS_AHEAD = 3


def holidays_near(day: date) -> frozenset[date]:
    """The public holidays from the year before this day to three years after it: enough to plan any deadline."""
    return _holidays(day.year - 1, day.year + YEARS_AHEAD)


@cache
def _holidays(first: int, last: int) -> frozenset[date]:
    # Imported late: the library knows every country, and a start of the program should not wait for that.
    from holidays import country_holidays

    return frozenset(country_holidays("NL", years=range(first, last + 1)))
