"""How often one may ask or receive at a source, against what is kept here of earlier applications.

What is with the funder or was granted counts; what was taken back, refused or never sent does not. What is not kept
here may still have happened: so a limit can be found reached, and never be sure to be free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.kernel.periods import free_again, still_counts

ONE_ROUND = timedelta(days=365)
"""Where a rule counts per round, or names no period: what is older was certainly another round."""
SHELF_LIFE_MONTHS = 18
"""For how long a rule is believed after it was seen, as in the catalogue."""


@dataclass(frozen=True)
class FrequencyRule:
    """A rule as in catalogue.schema.json, kind frequency. `text`: the source's rule in short words."""

    text: str
    at_most: int | None = None
    per: str | None = None
    scope: str | None = None
    max_consecutive_years: int | None = None


@dataclass(frozen=True)
class Earlier:
    """An earlier application at the source. `on`: the day of the decision, or of handing in while there is none."""

    on: date
    need_id: str
    by_another: bool = False


@dataclass(frozen=True)
class ReachedLimit:
    """A rule that seems to leave no room. `last_on` is None when only another place of the same legal person asked.

    `free_on`: from when there is room again, when that can be told. `firm`: the rule was checked and is fresh.
    """

    rule: FrequencyRule
    last_on: date | None
    by_another: bool
    free_on: date | None
    firm: bool


def rules_of(document: Mapping[str, Any]) -> tuple[FrequencyRule, ...]:
    """The rules of a source record that limit how often one may ask."""
    return tuple(
        FrequencyRule(
            text=str(rule.get("text", "")),
            at_most=rule.get("at_most"),
            per=rule.get("per"),
            scope=rule.get("scope"),
            max_consecutive_years=rule.get("max_consecutive_years"),
        )
        for rule in document.get("requirements") or ()
        if rule.get("kind") == "frequency"
    )


def is_firm(verified: bool, seen_on: date | None, today: date) -> bool:
    """Whether the facts of a source were checked by somebody and are fresh enough to forbid something."""
    if not verified or seen_on is None:
        return False
    months = (today.year - seen_on.year) * 12 + today.month - seen_on.month - (today.day < seen_on.day)
    return months < SHELF_LIFE_MONTHS


def reached(
    rule: FrequencyRule, earlier: Sequence[Earlier], need_id: str, today: date, *, firm: bool
) -> ReachedLimit | None:
    """The limit when these earlier applications leave no room, else None."""
    counted = sorted((one for one in earlier if _counts(rule, one, need_id, today)), key=lambda one: one.on)
    own = [one.on for one in counted if not one.by_another]
    most = max(rule.at_most, 1) if rule.at_most is not None else None
    if most is not None and len(counted) >= most:
        # Of two that count where two may, the older one makes room first. Of another place no day is told.
        oldest = counted[-most]
        free_on = None if oldest.by_another else free_again(rule.per, oldest.on)
        return ReachedLimit(rule, own[-1] if own else None, not own, free_on, firm)
    years = {day.year for day in own}
    run = rule.max_consecutive_years
    if run and all(today.year - back in years for back in range(1, run + 1)):
        return ReachedLimit(rule, own[-1], False, date(today.year + 1, 1, 1), firm)
    return None


def _counts(rule: FrequencyRule, earlier: Earlier, need_id: str, today: date) -> bool:
    if rule.scope == "project":
        if earlier.by_another or earlier.need_id != need_id:
            return False
    elif rule.scope not in (None, "organisation"):
        # An address or a household may be another one than last time.
        return False
    if rule.at_most is None:
        return True
    counts = still_counts(rule.per, earlier.on, today)
    return today - earlier.on < ONE_ROUND if counts is None else counts
