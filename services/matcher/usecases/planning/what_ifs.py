"""Changes of the need or the place itself that would open more sources: a later start, a partner, a fiscal host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.matcher.domain.context import LEGAL_PERSONS
from services.matcher.domain.matching import Matcher
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Match
from services.matcher.domain.planning.model import Option, Plan, Problem
from services.matcher.domain.planning.options import demand_of, option_of
from services.matcher.domain.planning.weights import TOO_UNSURE
from services.matcher.domain.questions.supposing import DELAYS, starting_later
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer
from services.matcher.engine.plan.solve import solve
from services.matcher.usecases.planning.changes import ENOUGH_CENTS, Change
from shared.contracts.codes import codes

LATE = frozenset({"deadline", "decision", "latest_start", "finish"})
PARTNER = frozenset({"partner", "referral_by"})
HOST = frozenset({"legal_form", "fiscal_host"})


@dataclass(frozen=True)
class Ground:
    """What a what-if starts from. `aside` are the matches that the plan couldn't be made of."""

    need: Need
    problem: Problem
    plan: Plan
    aside: Sequence[Match]
    sources: Mapping[str, Source]
    regions: Regions
    today: date
    usual_cents: int


def changes_of_need(ground: Ground) -> list[Change]:
    """What would help of all that the place could change about its plan or itself."""
    found = [_later_start(ground), _partner(ground), _fiscal_host(ground)]
    return [change for change in found if change is not None]


def _later_start(ground: Ground) -> Change | None:
    """The smallest delay that helps as much as the largest."""
    if ground.need.starts_on is None:
        return None
    most = _solved(ground, starting_later(ground.need, DELAYS[-1]), LATE)
    if not _helps(ground, most):
        return None
    for weeks in DELAYS:
        plan = most if weeks == DELAYS[-1] else _solved(ground, starting_later(ground.need, weeks), LATE)
        if plan.cents >= most.cents - ENOUGH_CENTS:
            return _change(ground, "later_start", plan, amount=weeks)
    return None


def _partner(ground: Ground) -> Change | None:
    """Somebody to do it with: the kinds of partner that the sources that would join ask for."""
    place = replace(ground.need.place, partners=frozenset(codes("partner")))
    plan = _solved(ground, replace(ground.need, place=place), PARTNER)
    if not _helps(ground, plan):
        return None
    wanted = {
        rule.partner
        for source_id in _came(ground, plan)
        for kind in PARTNER
        for rule in ground.sources[source_id].requirements_of(kind)
        if rule.partner
    }
    return _change(ground, "partner", plan, names=tuple(sorted(wanted))) if wanted else None


def _fiscal_host(ground: Ground) -> Change | None:
    """A legal person that receives the money for a group without one."""
    place = ground.need.place
    if place.fiscal_host or place.legal_form in LEGAL_PERSONS:
        return None
    plan = _solved(ground, replace(ground.need, place=replace(place, fiscal_host=True)), HOST)
    return _change(ground, "fiscal_host", plan) if _helps(ground, plan) else None


def _solved(ground: Ground, need: Need, freed: frozenset[str]) -> Plan:
    """The best plan when the need were so: with what was planned on, and what only the freed rules shut out."""
    freed_ids = [item.source_id for item in ground.aside if _waits_for(item, freed)]
    ids = dict.fromkeys([*(option.source_id for option in ground.problem.options), *freed_ids])
    matcher = Matcher([ground.sources[source_id] for source_id in ids], ground.regions)
    demand = demand_of(need, ground.problem.demands[0].sought_cents)
    options: list[Option] = []
    for found in matcher.match(need, ground.today):
        source = ground.sources[found.source_id]
        option = option_of(need, source, found, demand, ground.today, ground.usual_cents)
        options += [option] if option and option.weight >= TOO_UNSURE else []
    return solve(replace(ground.problem, demands=(demand,), options=tuple(options)))


def _waits_for(found: Match, criteria: frozenset[str]) -> bool:
    """Whether only these criteria keep a source out: by a no, or by making it too unsure."""
    shut = {verdict.criterion for verdict in found.verdicts if verdict.is_hard and verdict.answer is Answer.NO}
    open_ = {v.criterion for v in found.verdicts if v.answer is Answer.UNKNOWN and (v.unlikely or v.decides)}
    return shut <= criteria and bool((shut | open_) & criteria)


def _helps(ground: Ground, plan: Plan) -> bool:
    return plan.is_possible and plan.cents >= ground.plan.cents + ENOUGH_CENTS


def _came(ground: Ground, plan: Plan) -> list[str]:
    before = {part.option.source_id for part in ground.plan.parts}
    return [part.option.source_id for part in plan.parts if part.option.source_id not in before]


def _change(ground: Ground, code: str, plan: Plan, amount: float | None = None, names: tuple[str, ...] = ()) -> Change:
    return Change(code, plan.cents - ground.plan.cents, plan, amount, names)
