"""What a source shuts out for certain, as bare values. Every rule here restates a hard no of domain/criteria.

A rule may say less than the criterion does; it never says more. Where a criterion weighs several facts at once the
rule speaks only for the plain case, and leaves the rest to the criterion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.matcher.domain.context import LEGAL_PERSONS
from services.matcher.domain.criteria.people import CAN_BE_GATHERED
from services.matcher.domain.freshness import ShelfLives, earliest_day
from services.matcher.domain.source import Applicant, Band, Requirement, Source
from services.matcher.domain.verdicts import Strength
from services.matcher.engine.rounding import stale_from, whole_weeks
from shared.contracts.codes import codes

_COUNTED = frozenset({"initiators", "participants", "volunteers", "board_members"})


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Money in cents. `refused` forms have no way in, `refused_alone` forms none without a host or a partner.

    `believed_before`: the day from which amounts and dates are no longer believed. `people` holds (role, at least).
    """

    never: bool
    believed_before: date | None
    refused: frozenset[str]
    refused_alone: frozenset[str]
    least_cents: int | None
    most_cents: int | None
    shut_costs: frozenset[str]
    weeks_before_start: int | None
    first_closing: date | None
    wait_weeks: int | None
    asks_anbi: bool
    asks_not_started: bool
    tenures: frozenset[str] | None
    people: tuple[tuple[str, float], ...]
    reserves: float | None


def facts_of(source: Source, lives: ShelfLives) -> SourceFacts:
    """Reads what can be held against a need."""
    hard = tuple(rule for rule in source.requirements if _always_hard(rule))
    seen = earliest_day(source.provenance.seen_on)
    least, most = _limits(source.amounts or ()) if "money" in source.support else (None, None)
    hosted = any(rule.kind == "fiscal_host" for rule in source.requirements)
    refused, alone = _refusals(source.applicants, source.applicants_complete, hosted)
    return SourceFacts(
        never=source.status == "closed" or (source.mechanism == "referral" and "money" in source.support),
        believed_before=None if seen is None else stale_from(seen, lives.volatile_months),
        refused=refused,
        refused_alone=alone,
        least_cents=least,
        most_cents=most,
        shut_costs=frozenset(item.what for item in source.exclusions or () if item.strength is Strength.HARD),
        weeks_before_start=_only_weeks(source),
        first_closing=_first_closing(source),
        wait_weeks=_wait(source),
        asks_anbi=any(rule.kind == "anbi" for rule in hard),
        asks_not_started=any(rule.kind == "not_started" for rule in hard),
        tenures=_tenures(hard),
        people=tuple(_people(hard)),
        reserves=min((limit for rule in hard if (limit := _reserves(rule)) is not None), default=None),
    )


def _always_hard(rule: Requirement) -> bool:
    return rule.strength is Strength.HARD and not rule.when_forms and rule.when_above_cents is None


def _limits(bands: tuple[Band, ...]) -> tuple[int | None, int | None]:
    """A floor and a ceiling that hold whatever the form and the number of people; None where there is none."""
    figured = [band for band in bands if band.min_cents is not None or band.max_cents is not None]
    if not any(not band.for_forms and band.per in (None, "location", "year") for band in figured):
        return None, None
    floors = [band.min_cents for band in figured if band.min_cents is not None]
    ceilings = [band.max_cents for band in figured if band.max_cents is not None]
    least = min(floors) if len(floors) == len(figured) else None
    counted = any(band.per not in (None, "location", "year") for band in figured)
    if counted or len(ceilings) < len(figured) or max(floors, default=0) > max(ceilings):
        return least, None
    return least, max(ceilings)


@lru_cache(maxsize=4096)
def _refusals(
    applicants: tuple[Applicant, ...] | None, complete: bool, hosted: bool
) -> tuple[frozenset[str], frozenset[str]]:
    if applicants is None:
        return frozenset(), frozenset()
    first: Mapping[str, str] = {item.form: item.eligible for item in reversed(applicants)}
    welcome = {item.form for item in applicants if item.eligible != "no"}
    shut = {form for form in codes("legal_form") if first.get(form, "no" if complete else "ask") == "no"}
    if "natural_person" in welcome:
        shut.discard("informal_group")
    if "informal_group" in welcome:
        shut.discard("natural_person")
    if hosted:
        shut -= LEGAL_PERSONS
    if not welcome & LEGAL_PERSONS:
        return frozenset(shut), frozenset()
    return frozenset(shut & LEGAL_PERSONS), frozenset(shut - LEGAL_PERSONS)


def _only_weeks(source: Source) -> int | None:
    """The weeks before the start when no other day is known by which one could ask."""
    terms = source.deadlines
    if terms is None or not terms.weeks_before_start or terms.dates or terms.yearly or source.ends_on is not None:
        return None
    return whole_weeks(terms.weeks_before_start)


def _first_closing(source: Source) -> date | None:
    """The earliest closing day where closing days are all there is and work can't begin before."""
    terms = source.deadlines
    if terms is None or terms.kind in ("unknown", "none", "rolling") or not terms.dates:
        return None
    if terms.weeks_before_start or terms.yearly or source.ends_on is not None:
        return None
    if source.start is not None and source.start.not_before == "anytime":
        return None
    return min(terms.dates)


def _wait(source: Source) -> int | None:
    """The weeks a decision takes at least where one must wait for it; a band may have weeks of its own."""
    if source.decision_weeks is None or source.start is None or source.start.not_before != "decision":
        return None
    of_bands = (band.decision_weeks for band in source.amounts or () if band.decision_weeks is not None)
    return whole_weeks(min((source.decision_weeks, *of_bands)))


def _tenures(hard: tuple[Requirement, ...]) -> frozenset[str] | None:
    asked = [frozenset(rule.any_of) for rule in hard if rule.kind == "tenure" and rule.any_of]
    return frozenset.intersection(*asked) if asked else None


def _people(hard: tuple[Requirement, ...]) -> list[tuple[str, float]]:
    """Numbers that can't be gathered afterwards; an age of participants is weighed first, so it is left alone."""
    found = []
    for rule in hard:
        aged = rule.role == "participants" and (rule.min_age is not None or rule.max_age is not None)
        if rule.at_least is None:
            continue
        if rule.kind == "people" and rule.role in _COUNTED - CAN_BE_GATHERED and not aged:
            found.append((rule.role, rule.at_least))
        if rule.kind == "governance":
            found.append(("board_members", rule.at_least))
    return found


def _reserves(rule: Requirement) -> float | None:
    return rule.max_times_yearly_costs if rule.kind == "reserves" else None
