"""Rounds that return: the rule of a source (`02-01`, `05-01`), its exceptions, and which rounds come next.

Each round is a date of its own. A date that was seen for a year goes before the rule: it says when that round is held.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

NEAR_DAYS = 45
"""A date this near to a day of the rule is that round, held earlier or later this time."""
YEARS_SHOWN = 2

_LAST_FOR_NEXT_YEAR = re.compile(
    r"\b(vierde|laatste|derde|tweede)\s+(datum|ronde|sluitdatum)\b[^.]*\bvolgend\s+jaar\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Round:
    """One round: its closing day, the year that its money is for, and whether it was published or follows the rule."""

    closes_on: date
    for_year: int
    published: bool


def coming_rounds(terms: Mapping[str, Any] | None, today: date, most: int = 4) -> tuple[Round, ...]:
    """The next rounds from today on, first to close first. `terms` is `deadlines` of a source's record.

    Days of the rule are offered for this year and the next ones; what was published says nothing of other years.
    """
    if terms is None:
        return ()
    published = sorted(date.fromisoformat(text) for text in terms.get("dates") or ())
    rule = tuple(terms.get("yearly") or ())
    last_is_next_year = bool(_LAST_FOR_NEXT_YEAR.search(str(terms.get("note") or "")))
    found = [Round(day, _year(day, rule, last_is_next_year), published=True) for day in published]
    for year in range(today.year, today.year + YEARS_SHOWN + 1):
        expected = [_day_of(year, text) for text in rule]
        held = [day for day in expected if not any(abs((day - seen).days) <= NEAR_DAYS for seen in published)]
        found += [Round(day, _year(day, rule, last_is_next_year), published=False) for day in held]
    ahead = sorted((one for one in found if one.closes_on >= today), key=lambda one: one.closes_on)
    return tuple(ahead[:most])


def next_round(terms: Mapping[str, Any] | None, after: date) -> Round | None:
    """The first round that closes after a day; None when the source tells of none."""
    return next((one for one in coming_rounds(terms, after) if one.closes_on > after), None)


def _year(day: date, rule: tuple[str, ...], last_is_next_year: bool) -> int:
    """The year that a round pays for: where the source says so, its last one of a year is for the next."""
    is_last = len(rule) > 1 and last_is_next_year and abs((day - _day_of(day.year, max(rule))).days) <= NEAR_DAYS
    return day.year + 1 if is_last else day.year


def _day_of(year: int, text: str) -> date:
    """A day of the rule in a year; 29 February falls on the 28th in other years."""
    month, day = (int(part) for part in text.split("-"))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, 28) if (month, day) == (2, 29) and not is_leap else date(year, month, day)
