"""Reading how sources word their closing: `voor 1 maart`, `t/m 31 maart`, `uiterlijk 28 december 2026 17.00 uur`.

What can't be read with certainty is named and left to a person: `medio maart` is no date, and never becomes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from services.tracker.domain.deadlines import Basis, Entered

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"mrt": 3, "sept": 9}
_LONG = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH = "|".join(sorted([*_LONG, *_SHORT], key=len, reverse=True))

_THROUGH = r"tot\s+en\s+met|t\s*/\s*m|t\.?e\.?m\.?|uiterlijk(?:\s+op)?"
_BEFORE = r"v[óo]{2}r|voor|tot"
_NOTHING_SURE = r"medio|half|begin|eind|rond|omstreeks|ongeveer|circa|ca\.?|vanaf|na|sinds"

_DATE = re.compile(
    rf"""
    (?:\b(?P<vague>{_NOTHING_SURE})\s+ | \b(?P<through>{_THROUGH})\s+ | \b(?P<before>{_BEFORE})\s+)?
    (?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?
    (?:
      \b(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}})\b)?
    | \b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b
    | \b(?P<day2>\d{{1,2}})[-/](?P<month2>\d{{1,2}})[-/](?P<year2>\d{{4}})\b
    )
    (?:,?\s*(?:om|voor|vóór|tot|uiterlijk)?\s*(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d)\s*(?:uur|u\b)?|\s*uur))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VAGUE = re.compile(rf"\b(?:{_NOTHING_SURE})\s+(?:{_MONTH})\b(?:\s+\d{{4}})?", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    """What a text says. `closings` in the order of the text; `unsure` are its words that name no day for sure.

    `guessed_year`: the text named no year, so the next time that the day comes was taken.
    """

    closings: tuple[Entered, ...] = ()
    unsure: tuple[str, ...] = ()
    guessed_year: bool = False


def read_closings(text: str, today: date) -> Understood:
    """The closing days in the words of a source. A day without a year is the next one from today on.

    In a list that names one basis (`voor 1 maart en 1 oktober`) it holds for all days behind it.
    """
    closings: list[Entered] = []
    unsure = [found.group().strip() for found in _VAGUE.finditer(text)]
    basis, guessed = Basis.UNSTATED, False
    for found in _DATE.finditer(text):
        if found["vague"]:
            unsure.append(found.group().strip())
            continue
        basis = _basis(found) or basis
        day = _day(found, today)
        if day is None:
            unsure.append(found.group().strip())
            continue
        guessed = guessed or not (found["year"] or found["iso"] or found["year2"])
        closings.append(_entered(found, day, basis, text))
    return Understood(tuple(closings), tuple(unsure), guessed)


def _basis(found: re.Match[str]) -> Basis | None:
    if found["through"]:
        return Basis.THROUGH
    return Basis.BEFORE if found["before"] else None


def _entered(found: re.Match[str], day: date, basis: Basis, text: str) -> Entered:
    words = " ".join(text.split())[:500]
    if found["hour"] is None:
        return Entered(day, basis, source_text=words)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour == 24:
        # "24.00 uur" is the end of the day itself.
        return Entered(day, Basis.THROUGH, source_text=words)
    return Entered(day, Basis.AT, time(hour, minute), source_text=words)


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that stands there; None for a day that does not exist."""
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["day2"]:
            return date(int(found["year2"]), int(found["month2"]), int(found["day2"]))
        month = found["month"].lower()
        number = _LONG.get(month) or _SHORT[month]
        day = int(found["day"])
        return date(int(found["year"]), number, day) if found["year"] else _next(number, day, today)
    except ValueError:
        return None


def _next(month: int, day: int, today: date) -> date:
    """The next time that this day comes; 29 February waits for a year that has it."""
    for year in range(today.year, today.year + 9):
        if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
            continue
        if (on := date(year, month, day)) >= today:
            return on
    raise ValueError("no such day")
