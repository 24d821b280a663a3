"""A plan as a mixed-integer program: columns, rows and prices, in euros.

Per option a yes or no and its amount. Every rule of `domain/planning/rules.py` is a row or a bound here; that both
agree is tested against brute force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.matcher.domain.planning.model import Demand, Limit, Option, Problem
from services.matcher.domain.planning.rules import PUBLIC, price_cents

INFINITE = float("inf")
EURO = 100
MOST_UNIONS = 128
"""Above this many sets of lines a column per source and line is the smaller program."""
Terms = Mapping[int, float]


@dataclass
class Program:
    """Rows and columns. Columns 0 to `options` - 1 are the yes or no of each option."""

    options: int
    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[tuple[float, Terms, float]] = field(default_factory=list)
    amounts: list[list[int]] = field(default_factory=list)
    """Per option the columns that together are its amount."""

    def column(self, cost: float, low: float, high: float) -> int:
        """Adds a column; returns its number."""
        self.costs.append(cost)
        self.lower.append(low)
        self.upper.append(high)
        return len(self.costs) - 1

    def at_most(self, terms: Terms, most: float) -> None:
        """Adds a row."""
        self.rows.append((-INFINITE, terms, most))

    def at_least(self, terms: Terms, least: float) -> None:
        """Adds a row."""
        self.rows.append((least, terms, INFINITE))

    def amount(self, numbers: Iterable[int], factor: float = 1.0) -> dict[int, float]:
        """The terms of the amounts of some options."""
        return {column: factor for number in numbers for column in self.amounts[number]}


def program_of(problem: Problem) -> Program:
    """The program whose best answer is the best plan."""
    program = Program(len(problem.options))
    for option in problem.options:
        program.column(-price_cents(option) / EURO, *_chosen(problem, option))
    split = {demand.need_id: unions(problem, demand) is None for demand in problem.demands}
    for option in problem.options:
        columns = len(option.pays) if split[option.need_id] else 1
        program.amounts.append([program.column(option.euro_weight, 0, INFINITE) for _ in range(columns)])
    for number, option in enumerate(problem.options):
        _band(program, problem, number, option)
    for demand in problem.demands:
        _demand(program, problem, demand)
    if problem.hours is not None and problem.holds(Limit.HOURS):
        hours = {number: option.hours.total for number, option in enumerate(problem.options)}
        program.at_most(hours, problem.hours)
    return program


def _chosen(problem: Problem, option: Option) -> tuple[float, float]:
    """The bounds of the yes or no: pinned is yes, what can't be is no. A pin that can't be has no solution."""
    low = 1.0 if problem.pin_of(option) else 0.0
    shut = problem.is_shut(option) or problem.least_cents(option) > _most_cents(problem, option)
    poor = problem.holds(Limit.OWN_MONEY) and option.own_needed_cents > problem.demand_of(option).own_cents
    return low, 0.0 if shut or poor else 1.0


def _most_cents(problem: Problem, option: Option) -> int:
    """The most it can ever be: other rows say the same, but a tight bound makes the proof short."""
    demand = problem.demand_of(option)
    limits = [option.max_cents, demand.sought_cents, sum(line.cents for line in demand.lines if line.id in option.pays)]
    if demand.carry_cents is not None and option.carried_percent and problem.holds(Limit.CARRY):
        limits.append(demand.carry_cents * 100 // option.carried_percent)
    return min(limits)


def _band(program: Program, problem: Problem, number: int, option: Option) -> None:
    """Not chosen gives nothing; chosen gives between its least and its most, or what the pin says."""
    pin = problem.pin_of(option)
    least, most = problem.least_cents(option), _most_cents(problem, option)
    if pin is not None and pin.cents is not None:
        least, most = max(least, pin.cents), min(most, pin.cents)
    amount = program.amount([number])
    program.at_least({**amount, number: -least / EURO}, 0)
    program.at_most({**amount, number: -most / EURO}, 0)


def _demand(program: Program, problem: Problem, demand: Demand) -> None:
    here = [number for number, option in enumerate(problem.options) if option.need_id == demand.need_id]
    program.at_most(program.amount(here), demand.sought_cents / EURO)
    _lines(program, problem, demand, here)
    if demand.carry_cents is not None and problem.holds(Limit.CARRY):
        terms: dict[int, float] = {}
        for number in here:
            terms |= program.amount([number], problem.options[number].carried_percent / 100)
        program.at_most(terms, demand.carry_cents / EURO)
    for number in here:
        _beside(program, problem, demand, number, here)


def unions(problem: Problem, demand: Demand) -> set[frozenset[str]] | None:
    """Every set of lines that some sources together may pay; None when there are too many to write a row for each."""
    found = {frozenset[str]()}
    for pays in {option.pays for option in problem.options if option.need_id == demand.need_id}:
        found |= {known | pays for known in found}
        if len(found) > MOST_UNIONS:
            return None
    return found - {frozenset()}


def _lines(program: Program, problem: Problem, demand: Demand, here: list[int]) -> None:
    """No line is paid more than it costs.

    With few kinds of sources by Hall's condition: those that may only pay some lines give no more than these cost.
    Else every source has a column per line.
    """
    costs = {line.id: line.cents / EURO for line in demand.lines}
    together = unions(problem, demand)
    for lines in sorted(together or (), key=sorted):
        most = sum(costs.get(line, 0.0) for line in lines)
        if most < demand.sought_cents / EURO:
            inside = [number for number in here if problem.options[number].pays <= lines]
            program.at_most(program.amount(inside), most)
    if together is not None:
        return
    for line, most in costs.items():
        columns = {
            column: 1.0
            for number in here
            for name, column in zip(sorted(problem.options[number].pays), program.amounts[number], strict=True)
            if name == line
        }
        program.at_most(columns, most)


def _beside(program: Program, problem: Problem, demand: Demand, number: int, here: list[int]) -> None:
    """What one source asks of the others, counted only when it is chosen: else the amount sought is the ceiling."""
    option, others = problem.options[number], [other for other in here if other != number]
    sought = demand.sought_cents / EURO

    def of_kind(kinds: frozenset[str], among: list[int]) -> list[int]:
        return [other for other in among if problem.options[other].is_money_of(kinds)]

    company = option.company if problem.holds(Limit.COMPANY) else None
    if company is not None and not (company.own_counts and demand.own_cents > 0):
        joined = dict.fromkeys(of_kind(company.kinds, others), 1.0)
        program.at_least({**joined, number: -1.0}, 0)
    if not problem.holds(Limit.TOGETHER):
        return
    for other in of_kind(option.avoids, others):
        program.at_most({number: 1.0, other: 1.0}, 1)
    if option.reduced_by:
        taken = program.amount([number, *of_kind(option.reduced_by, others)])
        program.at_most({**taken, number: sought - option.max_cents / EURO}, sought)
    if option.public_ceiling_cents is not None:
        public = program.amount(of_kind(PUBLIC, here))
        program.at_most({**public, number: max(0.0, sought - option.public_ceiling_cents / EURO)}, sought)
