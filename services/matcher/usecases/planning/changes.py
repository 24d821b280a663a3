"""When the budget can't be filled: which limit blocks, and the smallest change that frees it.

Each is found by solving again with one limit taken away, and then with as little of it as brings the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.matcher.domain.planning.model import Limit, Plan, Problem
from services.matcher.engine.plan.solve import solve

ENOUGH_CENTS = 100
"""A change that brings less than a euro is none."""
HALF_HOUR, FIFTY_EUROS = 0.5, 5000


@dataclass(frozen=True)
class Change:
    """What would have to be otherwise, and the plan it would give.

    `code` is a limit, or `later_start`, `partner`, `fiscal_host`. `amount` is how much of it: hours, cents or weeks,
    by the code; `names` are codes or source ids that it concerns. `gain_cents`: how much more the plan covers.
    """

    code: str
    gain_cents: int
    plan: Plan
    amount: float | None = None
    names: tuple[str, ...] = ()


def limits_that_block(problem: Problem, plan: Plan) -> list[Change]:
    """Every limit that keeps the plan from covering more, with how much of it must give."""
    found = []
    for limit in Limit:
        freed = solve(replace(problem, waived=problem.waived | {limit}))
        gain = freed.cents - plan.cents
        if freed.is_possible and gain >= ENOUGH_CENTS:
            figure = _FIGURES.get(limit)
            found.append(figure(problem, plan, freed) if figure else _named(limit, problem, plan, freed))
    return found


def _hours(problem: Problem, plan: Plan, freed: Plan) -> Change:
    now = problem.hours or 0.0
    steps = [now + HALF_HOUR * step for step in range(1, int((freed.hours - now) / HALF_HOUR) + 2)]
    return _least(Limit.HOURS, now, steps, plan, freed, lambda value: replace(problem, hours=value))


def _own_money(problem: Problem, plan: Plan, freed: Plan) -> Change:
    now = max(demand.own_cents for demand in problem.demands)
    steps = sorted({part.option.own_needed_cents for part in freed.parts if part.option.own_needed_cents > now})

    def with_own(value: float) -> Problem:
        demands = tuple(replace(d, own_cents=max(d.own_cents, int(value))) for d in problem.demands)
        return replace(problem, demands=demands)

    return _least(Limit.OWN_MONEY, now, steps, plan, freed, with_own)


def _carry(problem: Problem, plan: Plan, freed: Plan) -> Change:
    now = max(demand.carry_cents or 0 for demand in problem.demands)
    needed = sum(part.cents * part.option.carried_percent for part in freed.parts) // 100
    steps = list(range(now + FIFTY_EUROS, needed + FIFTY_EUROS, FIFTY_EUROS))

    def with_carry(value: float) -> Problem:
        limited = (d if d.carry_cents is None else replace(d, carry_cents=int(value)) for d in problem.demands)
        return replace(problem, demands=tuple(limited))

    return _least(Limit.CARRY, now, steps, plan, freed, with_carry)


def _least(
    limit: Limit, now: float, steps: Sequence[float], plan: Plan, freed: Plan, with_value: Callable[[float], Problem]
) -> Change:
    """The first of the rising values that brings what taking the limit away brings: halving, for more never hurts."""
    low, high = 0, len(steps) - 1
    best, amount = freed, steps[-1] if steps else now
    while low <= high:
        middle = (low + high) // 2
        tried = solve(with_value(steps[middle]))
        if tried.is_possible and tried.cents >= freed.cents - ENOUGH_CENTS:
            best, amount, high = tried, steps[middle], middle - 1
        else:
            low = middle + 1
    return Change(limit.value, best.cents - plan.cents, best, amount - now)


def _named(limit: Limit, problem: Problem, plan: Plan, freed: Plan) -> Change:
    """A limit without a figure: the sources that could join without it."""
    before = {part.option.source_id for part in plan.parts}
    came = tuple(part.option.source_id for part in freed.parts if part.option.source_id not in before)
    if limit is Limit.FORBIDDEN:
        came = tuple(source for source in came if source in problem.forbidden)
    return Change(limit.value, freed.cents - plan.cents, freed, None, came)


_FIGURES: Mapping[Limit, Callable[[Problem, Plan, Plan], Change]] = {
    Limit.HOURS: _hours,
    Limit.OWN_MONEY: _own_money,
    Limit.CARRY: _carry,
}
