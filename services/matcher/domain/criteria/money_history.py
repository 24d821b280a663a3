"""Money from others, earlier awards, and how often one may ask."""

from __future__ import annotations

from services.matcher.domain.context import Context, place_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Value, Verdict

PUBLIC = frozenset({"government", "municipality"})


def judge_other_money(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Money that excludes, reduces or must be there. Last year's money is a hint about this year's, no proof."""
    values: tuple[tuple[str, Value], ...] = (
        ("from", tuple(Code("money_from", code) for code in requirement.money_from)),
    )
    if requirement.effect == "required":
        return asked(
            requirement, source, "other_money", "other_money_required", "need.funding_plan", Ask.PLACE, values=values
        )
    last_year = need.place.money_last_year_from
    path = "place.money_last_year_from"
    if last_year is None or not requirement.money_from:
        return asked(requirement, source, "other_money", "other_money_unknown", path, Ask.PLACE, values=values)
    hit = last_year & _meant(requirement)
    if not hit:
        fact = place_fact("money_last_year_from", tuple(Code("money_from", code) for code in sorted(last_year)))
        return said(requirement, source, Answer.YES, "other_money", "other_money_none", fact, values=values)
    values = (("from", tuple(Code("money_from", code) for code in sorted(hit))),)
    excludes = requirement.effect == "excludes"
    finding = "other_money_excludes" if excludes else "other_money_reduces"
    return asked(
        requirement, source, "other_money", finding, path, Ask.PLACE, values=values, decides=excludes, unlikely=excludes
    )


def _meant(requirement: Requirement) -> frozenset[str]:
    """`government` on a page means any public money; `any` means all."""
    meant = frozenset(requirement.money_from)
    if "any" in meant:
        return PUBLIC | {"lottery", "fund", "company", "crowdfunding"}
    return meant | PUBLIC if "government" in meant else meant


def judge_previous_closed(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """An earlier award must be accounted for: the place knows."""
    return asked(requirement, source, "frequency", "previous_check", "place.earlier_awards", Ask.PLACE)


def judge_frequency(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """How often one may receive: unknown until earlier applications are known."""
    values: tuple[tuple[str, Value], ...] = (
        ("at_most", requirement.at_most),
        ("per", Code("frequency_per", requirement.per) if requirement.per else None),
        ("scope", Code("frequency_scope", requirement.scope) if requirement.scope else None),
        ("years", requirement.max_consecutive_years),
    )
    return asked(requirement, source, "frequency", "frequency_check", "place.earlier_awards", Ask.PLACE, values=values)
