"""How long a plan for one need takes: 40 made candidates with every kind of rule, solved to a proven optimum."""

from __future__ import annotations

import random
import statistics
import time

from services.matcher.domain.planning.model import ANY, Company, Demand, Hours, Line, Option, Problem
from services.matcher.engine.plan.solve import solve

CANDIDATES, PROBLEMS, SEED = 40, 40, 20261122
KINDS = ("rent", "salary", "materials", "food_and_drink", "promotion")
GIVERS = ("government", "municipality", "fund", "fund", "lottery", "company")


def some_option(chance: random.Random, number: int, sought: int) -> Option:
    """One candidate: a fifth to half have a minimum, a share, an exclusion or a rule about other money."""
    most = int(min(sought, sought * chance.uniform(0.05, 0.7)))
    return Option(
        need_id="need",
        source_id=f"source-{number:02}",
        max_cents=most,
        pays=frozenset(kind for kind in KINDS if chance.random() < 0.75) or frozenset(KINDS),
        hours=Hours(round(chance.uniform(2, 14), 1), chance.choice([1, 1, 3, 4])),
        min_cents=int(most * chance.choice([0, 0, 0.2, 0.5])),
        weight=chance.randrange(400, 1001),
        questions=chance.randrange(8),
        kinds=frozenset({chance.choice(GIVERS)}),
        own_needed_cents=chance.choice([0, 0, 0, sought // 20]),
        carried_percent=chance.choice([0, 0, 0, 25, 100]),
        company=chance.choice([None, None, None, Company(), Company(frozenset({"fund"})), Company(own_counts=True)]),
        avoids=frozenset(chance.choice([(), (), (), (), ("municipality",), ("fund",)])),
        reduced_by=frozenset(chance.choice([(), (), (), (), (), (ANY,)])),
        public_ceiling_cents=chance.choice([None, None, None, sought // 2]),
    )


def some_problem(seed: int) -> Problem:
    """A need of 5,000 to 60,000 euro with its candidates, never enough hours for all of them."""
    chance = random.Random(seed)
    sought = chance.randrange(5_000_00, 60_000_00)
    parts = [chance.uniform(0.5, 2) for _ in KINDS]
    lines = tuple(
        Line(kind, int(sought * part / sum(parts)) + 1) for kind, part in zip(sorted(KINDS), parts, strict=True)
    )
    carry = chance.choice([None, sought // 10])
    demand = Demand("need", sought, lines, own_cents=chance.choice([0, sought // 10]), carry_cents=carry)
    options = tuple(some_option(chance, number, sought) for number in range(CANDIDATES))
    hours = float(chance.randrange(10, 40))
    return Problem((demand,), options, hours=hours, worth_cents_per_hour=1000, smallest_cents=2500)


def measure() -> dict[str, object]:
    """Solves every problem once, after one to load the solver; seconds, and how many were proven best."""
    solve(some_problem(SEED - 1))
    times, proven = [], 0
    for number in range(PROBLEMS):
        problem = some_problem(SEED + number)
        begun = time.perf_counter()
        plan = solve(problem)
        times.append(time.perf_counter() - begun)
        proven += plan.is_proven
    figures: dict[str, object] = {
        "runs": PROBLEMS,
        "candidates": CANDIDATES,
        "proven": proven,
        "median_s": round(statistics.median(times), 4),
        "worst_s": round(max(times), 4),
    }
    print(
        f"plan_for_one_need: median {figures['median_s']} s, worst {figures['worst_s']} s, "
        f"{proven} of {PROBLEMS} proven best with {CANDIDATES} candidates (bar: median 0.05 s)"
    )
    return figures
