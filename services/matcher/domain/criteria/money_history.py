"""Money from others, and earlier awards of the same source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.matcher.domain.context import Context, codes_of, place_fact, tracker_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.earlier import EarlierApplication, Result
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
    last_year, heard = need.place.money_last_year_from, _heard(need, source, context.today)
    path = "place.money_last_year_from"
    known = (last_year or frozenset()) | {kind for award in heard for kind in award.money_from}
    hit = known & _meant(requirement)
    if hit:
        return _said_hit(requirement, source, hit, [award for award in heard if award.money_from & hit])
    if last_year is None or not requirement.money_from:
        return asked(requirement, source, "other_money", "other_money_unknown", path, Ask.PLACE, values=values)
    fact = place_fact("money_last_year_from", codes_of("money_from", last_year))
    return said(requirement, source, Answer.YES, "other_money", "other_money_none", fact, values=values)


def _said_hit(
    requirement: Requirement, source: Source, hit: frozenset[str], awards: Sequence[EarlierApplication]
) -> Verdict:
    values: tuple[tuple[str, Value], ...] = (("from", codes_of("money_from", hit)),)
    excludes = requirement.effect == "excludes"
    finding = "other_money_excludes" if excludes else "other_money_reduces"
    if awards and excludes:
        finding, values = "other_money_heard", (*values, ("on", awards[0].on))
    return asked(
        requirement,
        source,
        "other_money",
        finding,
        "place.money_last_year_from",
        Ask.PLACE,
        values=values,
        decides=excludes,
        unlikely=excludes,
        facts=tuple(tracker_fact(award) for award in awards),
    )


def _heard(need: Need, source: Source, today: date) -> list[EarlierApplication]:
    """Awards of other sources to this place in the last year and this one, newest first."""
    awards = [
        earlier
        for earlier in need.earlier
        if earlier.result is Result.GRANTED
        and not earlier.by_another
        and earlier.source_id != source.id
        and earlier.on.year >= today.year - 1
    ]
    return sorted(awards, key=lambda award: award.on, reverse=True)


def _meant(requirement: Requirement) -> frozenset[str]:
    """`government` on a page means any public money; `any` means all."""
    meant = frozenset(requirement.money_from)
    if "any" in meant:
        return PUBLIC | {"lottery", "fund", "company", "crowdfunding"}
    return meant | PUBLIC if "government" in meant else meant


def judge_previous_closed(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """An earlier award must be accounted for; the tracker knows of those that were asked for here."""
    awards = [
        earlier
        for earlier in need.earlier
        if earlier.source_id == source.id and earlier.result is Result.GRANTED and not earlier.by_another
    ]
    if not awards:
        return asked(requirement, source, "frequency", "previous_check", "place.earlier_awards", Ask.PLACE)
    still_open = [award for award in awards if not award.accounted]
    last = max(still_open or awards, key=lambda award: award.on)
    if not still_open:
        return said(
            requirement,
            source,
            Answer.YES,
            "frequency",
            "previous_accounted",
            tracker_fact(last),
            values=(("on", last.on),),
        )
    return asked(
        requirement,
        source,
        "frequency",
        "previous_award",
        "place.earlier_awards",
        Ask.PLACE,
        values=(("on", last.on),),
        unlikely=True,
        facts=(tracker_fact(last),),
    )
