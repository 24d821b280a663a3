"""How often one may receive from a source, against what the tracker knows of earlier applications.

What the tracker does not know may still have happened: so this can say no, and never yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services.matcher.domain.context import Context, tracker_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.earlier import EarlierApplication, Result
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Value, Verdict
from shared.kernel.periods import free_again, still_counts

MISSING = "place.earlier_awards"
ONE_ROUND = timedelta(days=365)
"""Where a rule counts per round, or says no period: what is older than a year was certainly another round."""

Values = tuple[tuple[str, Value], ...]


def judge(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """No when it is certain that the limit is reached, with the day on which that ends; else a question."""
    here = [earlier for earlier in need.earlier if earlier.source_id == source.id]
    own = [earlier for earlier in here if not earlier.by_another]
    awards = sorted((e for e in own if e.result is Result.GRANTED and _is_counted(requirement, e)), key=_day)
    limit = _too_many(requirement, awards, context.today) or _too_long(requirement, awards, context.today)
    if limit is not None:
        finding, values = limit
        facts = [tracker_fact(award) for award in awards[-1:]]
        return said(requirement, source, Answer.NO, "frequency", finding, *facts, values=values)
    return _question(requirement, source, here, context.today)


def _is_counted(requirement: Requirement, earlier: EarlierApplication) -> bool:
    """Whether an award surely counts. An address or a household may be another one than last time."""
    if requirement.scope == "project":
        return earlier.for_this_need
    return requirement.scope in (None, "organisation")


def _too_many(requirement: Requirement, awards: Sequence[EarlierApplication], today: date) -> tuple[str, Values] | None:
    if requirement.at_most is None:
        return None
    most = max(requirement.at_most, 1)
    days = [award.on for award in awards if still_counts(requirement.per, award.on, today)]
    if len(days) < most:
        return None
    # Of two awards that count where two may, the older one makes room first.
    free_on = free_again(requirement.per, days[-most])
    return "frequency_had", (("on", days[-1]), ("free_on", free_on))


def _too_long(requirement: Requirement, awards: Sequence[EarlierApplication], today: date) -> tuple[str, Values] | None:
    most, years = requirement.max_consecutive_years, {award.on.year for award in awards}
    if not most or not all(today.year - back in years for back in range(1, most + 1)):
        return None
    return "frequency_years", (("years", most), ("free_on", date(today.year + 1, 1, 1)))


def _question(requirement: Requirement, source: Source, here: Sequence[EarlierApplication], today: date) -> Verdict:
    """What may count, the most telling first; without anything: did you receive here before?"""
    recent = sorted((earlier for earlier in here if _may_count(requirement.per, earlier.on, today)), key=_day)
    values: Values = (
        ("at_most", requirement.at_most),
        ("per", Code("frequency_per", requirement.per) if requirement.per else None),
        ("scope", Code("frequency_scope", requirement.scope) if requirement.scope else None),
        ("years", requirement.max_consecutive_years),
    )
    finding, told = _told(requirement, recent)
    if told is not None and not told.by_another:
        values = (*values, ("on", told.on))
    return asked(
        requirement,
        source,
        "frequency",
        finding,
        MISSING,
        Ask.PLACE,
        values=values,
        unlikely=told is not None and (told.by_another or _points_to_no(requirement, recent)),
        facts=() if told is None else (tracker_fact(told),),
    )


def _told(requirement: Requirement, recent: Sequence[EarlierApplication]) -> tuple[str, EarlierApplication | None]:
    own = [earlier for earlier in recent if not earlier.by_another]
    for result, finding in ((Result.GRANTED, "frequency_maybe"), (Result.ASKED, "frequency_asked")):
        if found := [earlier for earlier in own if earlier.result is result]:
            return finding, found[-1]
    others = [earlier for earlier in recent if earlier.by_another and earlier.result is not Result.REFUSED]
    if others and requirement.scope == "organisation":
        return "frequency_same_host", others[-1]
    return ("frequency_asked", own[-1]) if own else ("frequency_check", None)


def _points_to_no(requirement: Requirement, recent: Sequence[EarlierApplication]) -> bool:
    """Whether as many were granted or still run as the rule allows, as far as these can be told to be the same."""
    if requirement.scope == "household":
        return False
    alike = [earlier for earlier in recent if earlier.for_this_need or requirement.scope != "project"]
    running = [earlier for earlier in alike if not earlier.by_another and earlier.result is not Result.REFUSED]
    return len(running) >= (requirement.at_most or requirement.max_consecutive_years or 1)


def _may_count(per: str | None, day: date, today: date) -> bool:
    counts = still_counts(per, day, today)
    return today - day < ONE_ROUND if counts is None else counts


def _day(earlier: EarlierApplication) -> date:
    return earlier.on
