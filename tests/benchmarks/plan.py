"""How long a plan for one need takes: 40 made candidates with every kind of rule, solved to a proven optimum.

Beside it the whole proposal for the open needs: candidates out of the matches, the plan, and where it can't be filled
the changes that would help, each a plan of its own.
"""

from __future__ import annotations

import random
import statistics
import time

from services.matcher.domain.matching import Matcher
from services.matcher.domain.planning.model import ANY, Company, Demand, Hours, Line, Option, Problem
from services.matcher.domain.planning.options import sought_cents
from services.matcher.domain.source_record import source_from_record
from services.matcher.engine.plan.solve import solve
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.match_files import read_needs
from services.matcher.usecases.planning.make_plan import make_plan
from tests.benchmarks.matching_records import TODAY
from tests.support.source import ROOT

NEEDS = ROOT / "tests" / "quality" / "needs.yaml"
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


def proposals() -> list[float]:
    """Seconds for the whole proposal of each open need against the shipped catalogue, its matches known."""
    regions = shipped_regions()
    sources = {r["id"]: source_from_record(r) for r in read_catalogue(CATALOGUE_FOLDER, regions).records}
    matcher, times = Matcher(sources.values(), regions), []
    for need in read_needs([NEEDS], regions):
        if sought_cents(need):
            matches = matcher.match(need, TODAY)
            begun = time.perf_counter()
            make_plan(need, matches, sources, regions, TODAY)
            times.append(time.perf_counter() - begun)
    return times


def measure() -> dict[str, object]:
    """Solves every problem once, after one to load the solver; seconds, and how many were proven best."""
    solve(some_problem(SEED - 1))
    times, cpu, proven = [], [], 0
    for number in range(PROBLEMS):
        problem = some_problem(SEED + number)
        begun, worked = time.perf_counter(), time.process_time()
        plan = solve(problem)
        times.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - worked)
        proven += plan.is_proven
    whole = proposals()
    figures: dict[str, object] = {
        "runs": PROBLEMS,
        "candidates": CANDIDATES,
        "proven": proven,
        "median_s": round(statistics.median(times), 4),
        "worst_s": round(max(times), 4),
        "median_cpu_s": round(statistics.median(cpu), 4),
        "proposal_median_s": round(statistics.median(whole), 4),
        "proposal_worst_s": round(max(whole), 4),
    }
    print(
        f"plan_for_one_need: median {figures['median_s']} s, worst {figures['worst_s']} s, "
        f"median of the processor {figures['median_cpu_s']} s, "
        f"{proven} of {PROBLEMS} proven best with {CANDIDATES} candidates (bar: median 0.05 s)"
    )
    print(f"plan_with_what_would_help: median {statistics.median(whole):.3f} s, worst {max(whole):.3f} s")
    return figures
