"""The periods in which a source counts awards: how long an award counts against a new one."""

from __future__ import annotations

from datetime import date

YEARS = {"12_months": 1, "2_years": 2, "3_years": 3, "5_years": 5}
"""Periods that run from the award itself, in years."""


def still_counts(per: str | None, award: date, today: date) -> bool | None:
    """Whether an award of that day counts today; None when the period has no length that can be told (a round)."""
    free_on = free_again(per, award)
    if free_on is None:
        return True if per == "ever" else None
    return today < free_on


def free_again(per: str | None, award: date) -> date | None:
    """The first day on which this award counts no more; None when that day never comes or can't be told."""
    if per == "calendar_year":
        return date(award.year + 1, 1, 1)
    if per not in YEARS:
        return None
    year = award.year + YEARS[per]
    try:
        return award.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)
