"""What a plan must keep to, said once and apart from the solver: it is judged by these rules when it is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from services.matcher.domain.planning.model import Demand, Limit, Option, Part, Plan, Problem
from services.matcher.domain.planning.weights import HOUR_CENTS, QUESTION_CENTS, THOUSAND


def value(parts: Iterable[Part]) -> int:
    """What a plan is worth, in thousandths of a cent: certain euros, less a little for questions and hours.

    Euros from nearby count for more than those from far away.
    """
    return round(
        sum(THOUSAND * (part.cents * part.option.euro_weight - price_cents(part.option)) for part in parts),
    )


def price_cents(option: Option) -> float:
    """What an option costs between plans that are otherwise equal."""
    return QUESTION_CENTS * option.questions + HOUR_CENTS * option.hours.total


def broken(problem: Problem, plan: Plan) -> list[str]:
    """Every rule that a plan breaks, as `rule: source or need`; empty for a good plan."""
    return [
        *_pins(problem, plan),
        *(fault for part in plan.parts for fault in _part(problem, part)),
        *(fault for demand in problem.demands for fault in _demand(problem, demand, plan)),
        *_hours(problem, plan),
    ]


def _pins(problem: Problem, plan: Plan) -> list[str]:
    chosen = {part.option.source_id: part.cents for part in plan.parts}
    return [
        f"pin: {pin.source_id}"
        for pin in problem.pins
        if pin.source_id not in chosen or pin.cents not in (None, chosen[pin.source_id])
    ]


def _part(problem: Problem, part: Part) -> list[str]:
    option = part.option
    found = []
    if problem.is_shut(option):
        found.append("forbidden")
    if not problem.least_cents(option) <= part.cents <= option.max_cents:
        found.append("band")
    if sum(part.lines.values()) != part.cents or not set(part.lines) <= option.pays:
        found.append("lines")
    if problem.holds(Limit.OWN_MONEY) and option.own_needed_cents > problem.demand_of(option).own_cents:
        found.append("own_money")
    return [f"{fault}: {option.source_id}" for fault in found]


def _demand(problem: Problem, demand: Demand, plan: Plan) -> list[str]:
    parts = [part for part in plan.parts if part.option.need_id == demand.need_id]
    found = []
    if sum(part.cents for part in parts) > demand.sought_cents:
        found.append(f"sought: {demand.need_id}")
    if _paid(parts).items() - {(line.id, min(line.cents, _paid(parts).get(line.id, 0))) for line in demand.lines}:
        found.append(f"line: {demand.need_id}")
    if demand.carry_cents is not None and problem.holds(Limit.CARRY):
        carried = sum(part.cents * part.option.carried_percent for part in parts)
        if carried > demand.carry_cents * 100:
            found.append(f"carry: {demand.need_id}")
    return found + [fault for part in parts for fault in _beside(problem, demand, part, parts)]


def _paid(parts: Sequence[Part]) -> Mapping[str, int]:
    paid: defaultdict[str, int] = defaultdict(int)
    for part in parts:
        for line, cents in part.lines.items():
            paid[line] += cents
    return paid


def _beside(problem: Problem, demand: Demand, part: Part, parts: Sequence[Part]) -> list[str]:
    """What one source asks of the others."""
    option, others = part.option, [other for other in parts if other is not part]
    found = []
    if option.company is not None and problem.holds(Limit.COMPANY):
        own = option.company.own_counts and demand.own_cents > 0
        if not own and not any(other.option.is_money_of(option.company.kinds) for other in others):
            found.append("company")
    if problem.holds(Limit.TOGETHER):
        if any(other.option.is_money_of(option.avoids) for other in others):
            found.append("avoids")
        taken = sum(other.cents for other in others if other.option.is_money_of(option.reduced_by))
        if option.reduced_by and part.cents + taken > option.max_cents:
            found.append("reduced")
        public = sum(other.cents for other in parts if other.option.is_money_of(PUBLIC))
        if option.public_ceiling_cents is not None and public > option.public_ceiling_cents:
            found.append("public_ceiling")
    return [f"{fault}: {option.source_id}" for fault in found]


def _hours(problem: Problem, plan: Plan) -> list[str]:
    if problem.hours is None or not problem.holds(Limit.HOURS):
        return []
    return ["hours"] if plan.hours > problem.hours + 1e-9 else []


PUBLIC = frozenset({"government", "municipality"})
"""What rules about public money mean."""
