"""By when to ask: the next closing day of a source for a need. Also used when an application is started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.matcher.domain.bands import decision_weeks
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source


class Basis(StrEnum):
    """What the day rests on."""

    FIXED_DATE = "fixed_date"
    YEARLY = "yearly"
    WEEKS_BEFORE_START = "weeks_before_start"
    SCHEME_END = "scheme_end"


ROUNDS = frozenset({Basis.FIXED_DATE, Basis.YEARLY})
"""Days that all applications of a round wait for."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing day: asking on the day itself is in time. `text` is the source's own words about its terms, if any.

    `precision` is always `day`: no source in the catalogue gives an hour.
    """

    on: date
    basis: Basis
    text: str | None
    precision: str = "day"


def next_closing(source: Source, need: Need | None, today: date) -> Closing | None:
    """The first closing day from today on that can still serve; None when none is known.

    A yearly day and a number of weeks before the start are two roads (a regular round, a new plan): the
    later one that is still open counts. Without a need, or without its start, weeks can't be reckoned.
    """
    found = [closing for closing in _all_closings(source, need, today) if closing.on >= today]
    if not found:
        return None
    starts_on = need.starts_on if need else None
    in_time = [closing for closing in found if starts_on is None or closing.on < starts_on]
    by_weeks = [closing for closing in in_time if closing.basis is Basis.WEEKS_BEFORE_START]
    first = min(in_time or found, key=lambda closing: closing.on)
    if by_weeks and first.basis is not Basis.SCHEME_END:
        return max(by_weeks[0], first, key=lambda closing: closing.on)
    return first


def missed_closing(source: Source, need: Need, today: date) -> Closing | None:
    """The last closing day that has passed, when it was reckoned from the start or seen as a date; else None."""
    past = [closing for closing in _all_closings(source, need, today) if closing.on < today]
    return max(past, key=lambda closing: closing.on, default=None)


def decided_on(source: Source, need: Need, today: date) -> date | None:
    """The day a decision can be expected; None when the page names no number of weeks.

    Rounds are decided after they close, other sources after they were asked: today.
    """
    weeks = decision_weeks(need, source)
    if weeks is None:
        return None
    closing = next_closing(source, need, today)
    asked = closing.on if closing is not None and closing.basis in ROUNDS else today
    return asked + timedelta(weeks=weeks)


def _all_closings(source: Source, need: Need | None, today: date) -> list[Closing]:
    found: list[Closing] = []
    terms = source.deadlines
    if terms is not None:
        text = terms.note
        found += [Closing(day, Basis.FIXED_DATE, text) for day in terms.dates]
        found += [Closing(_next_yearly(month, day, today), Basis.YEARLY, text) for month, day in terms.yearly]
        if terms.weeks_before_start is not None and need is not None and need.starts_on is not None:
            last = need.starts_on - timedelta(weeks=terms.weeks_before_start)
            found.append(Closing(last, Basis.WEEKS_BEFORE_START, text))
    if source.ends_on is not None:
        found.append(Closing(source.ends_on, Basis.SCHEME_END, terms.note if terms else None))
    return found


def _next_yearly(month: int, day: int, today: date) -> date:
    for year in (today.year, today.year + 1):
        on = _day_of(year, month, day)
        if on >= today:
            return on
    return _day_of(today.year + 1, month, day)


def _day_of(year: int, month: int, day: int) -> date:
    """29 February falls on the 28th in other years."""
    return date(year, month, 28) if (month, day) == (2, 29) and year % 4 else date(year, month, day)
