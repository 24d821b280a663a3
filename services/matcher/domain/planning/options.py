"""From a need and its matches to what a plan can be made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from statistics import median_low

from services.matcher.domain.amounts import coverable_cents, names_a_limit, reach, usual_maxima
from services.matcher.domain.closing import decided_on, next_closing
from services.matcher.domain.criteria.requirement import applies
from services.matcher.domain.criteria.support import spared_costs
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match
from services.matcher.domain.planning.effort import hours_of
from services.matcher.domain.planning.model import ANY, OTHER, Company, Demand, Line, Option
from services.matcher.domain.planning.weights import nearness_of, weight_of
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.source import Requirement, Share, Source
from services.matcher.domain.verdicts import Answer, Strength

NO_PLAN = frozenset({"invitation", "brokerage", "loan"})
"""Roads nobody can plan on: the giver begins, it is help with searching, or it must be paid back."""


def sought_cents(need: Need) -> int | None:
    """The amount to find: as told, or else the budget less what is there; None when neither is known."""
    if need.sought_cents is not None:
        return need.sought_cents
    total = need.total_cents
    if total is None and need.costs:
        total = sum(cost.cents for cost in need.costs)
    return None if total is None else max(0, total - (need.own_cents or 0) - (need.own_in_kind_cents or 0))


def demand_of(need: Need, sought: int) -> Demand:
    """What must be paid: costs per kind. What no line names may be paid by everybody who gives money."""
    sums: Counter[str] = Counter()
    for cost in need.costs or ():
        sums[cost.kind] += cost.cents
    if sum(sums.values()) < sought:
        sums[OTHER] += sought - sum(sums.values())
    own = need.own_cents or 0
    return Demand(
        need_id=need.id,
        sought_cents=sought,
        lines=tuple(Line(kind, cents) for kind, cents in sorted(sums.items()) if cents),
        own_cents=own,
        carry_cents=own if need.place.can_prefinance is False else None,
        starts_on=need.starts_on,
    )


def usual_cents(sources: Iterable[Source]) -> int:
    """The middle one of all maxima that pages name: what is reckoned with where a page names none."""
    known = usual_maxima(sources)
    return median_low(known) if known else 0


def option_of(need: Need, source: Source, found: Match, demand: Demand, today: date, usual: int) -> Option | None:
    """What this source can be in a plan; None when it can't be planned on, or pays nothing of this need."""
    if found.group is Group.NOT_FOR_YOU or found.is_signpost or source.mechanism in NO_PLAN:
        return None
    if "money" in need.support & source.support:
        return _money(replace(need, sought_cents=demand.sought_cents), source, found, demand, today, usual)
    return _in_kind(need, source, found, demand, today, usual)


def _money(need: Need, source: Source, found: Match, demand: Demand, today: date, usual: int) -> Option | None:
    shut = {item.what for item in source.exclusions or () if item.strength is Strength.HARD}
    pays = frozenset(line.id for line in demand.lines if line.id not in shut)
    most = coverable_cents(need, source) or 0
    allowed = reach(need, source)
    told = names_a_limit(need, source)
    least = (allowed.min_cents if allowed else None) or 0
    if not told:
        most = min(most, max(usual, least))
    most = min(most, sum(line.cents for line in demand.lines if line.id in pays))
    if not pays or most <= 0:
        return None
    late = (decided_on(source, need, today) or today) > (need.starts_on or date.max)
    option = _plain(need, source, found, demand, today, most, pays, is_assumed=not told)
    return replace(
        option,
        min_cents=least,
        kinds=money_kinds(source),
        own_needed_cents=_own_needed(need, source.share),
        carried_percent=_carried(source, is_late=late),
        company=_company(need, source),
        avoids=_other_money(need, source, "excludes"),
        reduced_by=_other_money(need, source, "reduces"),
        public_ceiling_cents=_ceiling(need, source.share),
        is_late=late,
    )


def _in_kind(need: Need, source: Source, found: Match, demand: Demand, today: date, usual: int) -> Option | None:
    """Things or room that make costs needless: worth those costs, without the rules about money.

    Only for the same purpose: what a pack for another kind of place holds, is of no use here.
    """
    if any(verdict.finding == "purpose_far" for verdict in found.verdicts):
        return None
    pays = spared_costs(need, source) & {line.id for line in demand.lines}
    most = min(sum(line.cents for line in demand.lines if line.id in pays), demand.sought_cents, usual)
    if not most:
        return None
    return replace(_plain(need, source, found, demand, today, most, pays, is_assumed=True), is_in_kind=True)


def _plain(
    need: Need,
    source: Source,
    found: Match,
    demand: Demand,
    today: date,
    most: int,
    pays: frozenset[str],
    *,
    is_assumed: bool,
) -> Option:
    closing = next_closing(source, need, today)
    open_questions = sum(v.answer is Answer.UNKNOWN and v.is_hard for v in found.verdicts)
    return Option(
        need_id=demand.need_id,
        source_id=source.id,
        max_cents=most,
        pays=pays,
        hours=hours_of(source, most),
        weight=weight_of(found.verdicts, _part(found, "purpose"), is_assumed=is_assumed),
        nearness=nearness_of(_part(found, "local")),
        questions=open_questions + is_assumed,
        ask_by=closing.on if closing else None,
        decided_on=decided_on(source, need, today),
        is_assumed=is_assumed,
    )


def _part(found: Match, name: str) -> float:
    """A part of the score, from 0 to 1."""
    return dict(found.parts).get(name, 0.0) / WEIGHTS[name].points


def _carried(source: Source, *, is_late: bool) -> int:
    """The percentage that the place pays before it gets it."""
    payment = source.payment
    if is_late or (payment is not None and payment.mode == "afterwards"):
        return 100
    if payment is not None and payment.mode == "advance_and_final" and payment.advance_percent is not None:
        return 100 - int(payment.advance_percent)
    return 0


def money_kinds(source: Source) -> frozenset[str]:
    """What the money of a source is called in rules of others (codes of the list money_from)."""
    if source.mechanism == "crowdfunding" or source.provider_kind == "crowdfunding":
        return frozenset({"crowdfunding"})
    if source.provider_kind == "government":
        town = source.provider.lower().startswith("gemeente")
        return frozenset({"government", "municipality"} if town else {"government"})
    if source.provider_kind in ("lottery", "fund"):
        return frozenset({source.provider_kind})
    return frozenset({"company"})


def _own_needed(need: Need, share: Share | None) -> int:
    """What the place must put in; a cent where a share is asked without a figure. What is in kind may count."""
    if share is None or share.own_contribution not in ("required", "required_may_be_in_kind"):
        return 0
    if share.own_contribution == "required_may_be_in_kind" and need.own_in_kind_cents is None:
        return 0  # not known, never no: it is among the questions
    wanted = int((need.total_cents or 0) * (share.own_percent or 0) / 100) or 1
    in_kind = need.own_in_kind_cents or 0 if share.own_contribution == "required_may_be_in_kind" else 0
    return 0 if need.own_cents is None else max(0, wanted - in_kind)


def _company(need: Need, source: Source) -> Company | None:
    """Who else must pay."""
    share = source.share
    if share and share.match_with:
        town = "gemeente" in share.match_with.lower()
        return Company(frozenset({"municipality"} if town else {ANY}), own_counts=not town)
    if share and (share.others_must_join or share.last_resort):
        return Company()
    required = _other_money(need, source, "required")
    if required:
        return Company(required, own_counts=ANY in required)
    return Company(own_counts=True) if share and share.never_all else None


def _other_money(need: Need, source: Source, effect: str) -> frozenset[str]:
    rules: Iterable[Requirement] = source.requirements_of("other_money")
    return frozenset(
        kind
        for rule in rules
        if rule.effect == effect and rule.strength is Strength.HARD and applies(rule, need)
        for kind in rule.money_from
    )


def _ceiling(need: Need, share: Share | None) -> int | None:
    """The most that all public money together may be."""
    if share is None or share.stacking_max_percent is None or need.total_cents is None:
        return None
    return int(need.total_cents * share.stacking_max_percent / 100)
