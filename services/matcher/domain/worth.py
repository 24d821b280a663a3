"""Is it worth an evening? What a source may bring, the hours it takes, and the one thing it hangs on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.matcher.domain.amounts import coverable_cents, names_a_limit
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match
from services.matcher.domain.planning.effort import hours_of
from services.matcher.domain.planning.model import Hours
from services.matcher.domain.planning.options import sought_cents
from services.matcher.domain.planning.weights import WORTH_CENTS_PER_HOUR
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Worth:
    """What asking one source costs and may bring.

    `most_cents`: the most it gives; None when it gives no money, its page names no limit, or nobody told how much is
    sought. `percent`: the part of what is sought that this is. `hangs_on`: the open question that decides first.
    `is_low`: even the most is too little for the hours. `is_too_long`: it takes more hours than the place has.
    """

    hours: Hours
    gives_money: bool
    most_cents: int | None
    percent: int | None
    hangs_on: Verdict | None
    is_low: bool
    is_too_long: bool


def worth_of(need: Need, source: Source, found: Match) -> Worth | None:
    """The worth of one match; None for what is not for this place, and for who only helps to search."""
    if found.group is Group.NOT_FOR_YOU or found.is_signpost:
        return None
    gives_money = "money" in need.support & source.support
    sought = sought_cents(need)
    asked = replace(need, sought_cents=sought)
    ceiling = coverable_cents(asked, source) if gives_money else None
    hours = hours_of(source, ceiling or 0)
    is_low = ceiling is not None and ceiling < WORTH_CENTS_PER_HOUR * hours.total
    # What is sought is a ceiling too: told only when even that is too little, else it would look like a promise.
    most = ceiling if is_low or names_a_limit(asked, source) else None
    return Worth(
        hours=hours,
        gives_money=gives_money,
        most_cents=most,
        percent=max(1, min(100, most * 100 // sought)) if most is not None and sought else None,
        hangs_on=next(iter(found.to_check), None),
        is_low=is_low,
        is_too_long=need.hours_available is not None and hours.total > need.hours_available,
    )
