"""How old facts lose their word: open status, amounts, dates and rounds decay; area, forms and themes keep theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Verdict


@dataclass(frozen=True, slots=True)
class ShelfLives:
    """For how long a volatile fact is believed, in months."""

    volatile_months: int = 18


def earliest_day(seen_on: str | None) -> date | None:
    """The earliest day a recorded date can mean: `2024` is 1 January 2024. None when there is no date.

    The earliest day, because calling a fact fresher than it is does harm; the other way round costs a phone call.
    """
    if seen_on is None:
        return None
    parts = [int(part) for part in seen_on.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def is_fresh(source: Source, today: date, lives: ShelfLives) -> bool:
    """Whether the volatile facts of this source may still be believed; undated facts may not."""
    seen = earliest_day(source.provenance.seen_on)
    return seen is not None and months_between(seen, today) < lives.volatile_months


def age_out(verdict: Verdict, source: Source, today: date, lives: ShelfLives) -> Verdict:
    """The verdict on a volatile fact after its age is weighed: stale yes and stale no both become unknown.

    A stale no is marked `was_no`, so that it comes after everything else that is unknown.
    """
    if verdict.answer is Answer.UNKNOWN or is_fresh(source, today, lives):
        return verdict
    missing = next((fact.path for fact in verdict.facts if fact.origin == "source"), "source")
    return replace(
        verdict,
        answer=Answer.UNKNOWN,
        aged=True,
        was_no=verdict.answer is Answer.NO,
        missing=missing,
        ask=Ask.SOURCE,
    )
