"""The solver against trying every plan, each limit where it binds, and random problems that keep every rule."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from services.matcher.domain.planning.flows import divide
from services.matcher.domain.planning.model import ANY, Company, Demand, Hours, Limit, Line, Option, Part, Pin, Plan
from services.matcher.domain.planning.model import Problem as PlanProblem
from services.matcher.domain.planning.rules import broken, value
from services.matcher.engine.plan import model
from services.matcher.engine.plan.solve import solve

STEP = 100_00
KINDS = ("government", "fund", "lottery", "company")


def option(source_id="bron", max_cents=1000_00, **more):
    facts = {"need_id": "vraag", "pays": frozenset({"rent", "salary"}), "hours": Hours(2, 1), **more}
    return Option(source_id=source_id, max_cents=max_cents, **facts)


def problem(*options, sought=1000_00, rent=600_00, salary=400_00, own=0, carry=None, **more):
    lines = (Line("rent", rent), Line("salary", salary))
    return PlanProblem((Demand("vraag", sought, lines, own, carry),), options, **more)


def amounts(plan):
    return {part.option.source_id: part.cents for part in plan.parts}


def best_by_trying(given):
    """The highest value over every division in whole steps; None when nothing keeps the rules."""
    lines = {line.id: line.cents for line in given.demands[0].lines}
    found = []
    for cents in itertools.product(*(range(0, item.max_cents + 1, STEP) for item in given.options)):
        chosen = [(item, amount) for item, amount in zip(given.options, cents, strict=True) if amount]
        divided = divide([amount for _, amount in chosen], [item.pays for item, _ in chosen], lines)
        if divided is None:
            continue
        parts = tuple(Part(item, amount, share) for (item, amount), share in zip(chosen, divided, strict=True))
        plan = Plan(parts, is_possible=True, gap=0, seconds=0)
        if not broken(given, plan):
            found.append(value(parts))
    return max(found, default=None)


def some_option(number, chance, top):
    pays = chance.choice([{"rent"}, {"salary"}, {"rent", "salary"}])
    return option(
        f"bron-{number}",
        chance.randrange(1, top) * STEP,
        pays=frozenset(pays),
        hours=Hours(chance.randrange(1, 5), chance.randrange(3)),
        min_cents=chance.choice([0, 0, STEP, 2 * STEP]),
        weight=chance.choice([1000, 900, 700, 300]),
        nearness=(1000, 700)[number % 2],
        questions=chance.randrange(4),
        kinds=frozenset({chance.choice(KINDS)}),
        own_needed_cents=chance.choice([0, 0, 0, STEP]),
        carried_percent=chance.choice([0, 0, 100]),
        company=chance.choice([None, None, Company(), Company(frozenset({"fund"})), Company(own_counts=True)]),
        avoids=frozenset(chance.choice([(), (), (), ("fund",)])),
        reduced_by=frozenset(chance.choice([(), (), (), (ANY,)])),
        public_ceiling_cents=chance.choice([None, None, 2 * STEP]),
        is_in_kind=chance.random() < 0.1,
    )


def some_problem(seed, options, top):
    chance = random.Random(seed)
    return problem(
        *(some_option(number, chance, top) for number in range(options)),
        sought=chance.randrange(3, 3 * options) * STEP,
        rent=chance.randrange(1, 2 * options) * STEP,
        salary=chance.randrange(1, 2 * options) * STEP,
        own=chance.choice([0, STEP]),
        carry=chance.choice([None, 0, 2 * STEP]),
        hours=chance.choice([None, 4.0, 9.0]),
        worth_cents_per_hour=chance.choice([0, 0, 4000]),
        smallest_cents=STEP,
        pins=(Pin("bron-0", STEP),) if chance.random() < 0.2 else (),
        forbidden=frozenset({"bron-1", "bron-2"} if chance.random() < 0.4 else ()),
    )


@pytest.mark.parametrize("seed", range(60))
def test_nothing_better_is_found_by_trying_every_plan(seed):
    given = some_problem(seed, 4, 5)
    tried, plan = best_by_trying(given), solve(given)
    assert plan.is_possible is (tried is not None)
    if tried is not None:
        # Trying goes in whole steps, which the best plan need not; the worth of hours sets minima between steps.
        assert not broken(given, plan)
        assert value(plan.parts) >= tried - 500
        assert plan.is_proven
        if not given.worth_cents_per_hour:
            assert value(plan.parts) <= tried + 500


@pytest.mark.parametrize("seed", range(100, 140))
def test_a_plan_never_breaks_a_rule(seed):
    given = some_problem(seed, 12, 40)
    plan = solve(given)
    assert not plan.is_possible or not broken(given, plan)


@pytest.mark.parametrize("seed", range(100, 110))
def test_a_column_per_line_gives_the_same_plan(seed, monkeypatch):
    given = some_problem(seed, 12, 40)
    whole = solve(given)
    monkeypatch.setattr(model, "MOST_UNIONS", 0)
    split = solve(given)
    assert value(split.parts) == pytest.approx(value(whole.parts), abs=2000)
    assert not split.is_possible or not broken(given, split)


def test_the_random_problems_reach_every_rule():
    """Without a limit some plans break it: so each limit bound somewhere above."""
    loose = [some_problem(seed, 12, 40) for seed in range(100, 140)]
    for limit in Limit:
        freed = (solve(replace(given, waived=frozenset({limit}))) for given in loose)
        assert any(plan.is_possible and broken(given, plan) for given, plan in zip(loose, freed, strict=True)), limit


def test_the_most_certain_euros_come_first_and_then_fewer_questions_and_hours():
    sure, unsure = option("sure", weight=900), option("unsure", weight=500)
    assert amounts(solve(problem(unsure, sure))) == {"sure": 1000_00}
    asked, clear = option("asked", questions=3), option("clear", questions=1, hours=Hours(20, 0))
    assert amounts(solve(problem(asked, clear))) == {"clear": 1000_00}
    quick, slow = option("quick", hours=Hours(1, 0)), option("slow", hours=Hours(5, 0))
    assert amounts(solve(problem(slow, quick))) == {"quick": 1000_00}


def test_a_minimum_above_what_is_left_keeps_a_source_out():
    first, second = option("first", 700_00, min_cents=700_00), option("second", 900_00, min_cents=500_00, weight=500)
    assert amounts(solve(problem(first, second))) == {"first": 700_00}


def test_costs_that_a_source_does_not_pay_stay_open():
    assert amounts(solve(problem(option(pays=frozenset({"rent"}))))) == {"bron": 600_00}


def test_two_sources_find_room_by_paying_other_lines():
    plan = solve(problem(option("any", 600_00), option("rent", 600_00, pays=frozenset({"rent"}))))
    assert amounts(plan) in ({"any": 400_00, "rent": 600_00}, {"any": 600_00, "rent": 400_00})
    assert sum(part.cents for part in plan.parts) == 1000_00


def test_hours_bind():
    long = option("long", 900_00, hours=Hours(8, 2))
    short = option("short", 300_00, hours=Hours(1, 1))
    assert amounts(solve(problem(long, short, hours=9))) == {"short": 300_00}
    assert sum(amounts(solve(problem(long, short, hours=12))).values()) == 1000_00


def test_own_money_binds():
    item = option(own_needed_cents=100_00)
    assert not solve(problem(item, own=99_99)).parts
    assert solve(problem(item, own=100_00)).parts


def test_what_can_be_paid_ahead_binds():
    assert amounts(solve(problem(option(carried_percent=100), carry=250_00))) == {"bron": 250_00}
    assert amounts(solve(problem(option(carried_percent=50), carry=250_00))) == {"bron": 500_00}
    assert amounts(solve(problem(option(carried_percent=100)))) == {"bron": 1000_00}


def test_a_last_resort_needs_others():
    last, other = option("last", 900_00, company=Company()), option("other", 300_00, weight=300)
    assert not solve(problem(last)).parts
    assert set(amounts(solve(problem(last, other)))) == {"last", "other"}


def test_money_that_may_not_be_together():
    town = option("town", 600_00, kinds=frozenset({"municipality"}))
    fund = option("fund", 500_00, avoids=frozenset({"municipality"}))
    assert amounts(solve(problem(town, fund))) == {"town": 600_00}


def test_other_money_is_taken_off():
    less = option("less", 800_00, reduced_by=frozenset({ANY}))
    assert sum(amounts(solve(problem(less, option("fund", 400_00, kinds=frozenset({"fund"}))))).values()) == 800_00


def test_public_money_together_has_a_ceiling():
    town = option("town", 600_00, kinds=frozenset({"municipality"}), public_ceiling_cents=700_00)
    land = option("land", 600_00, kinds=frozenset({"government"}))
    assert sum(amounts(solve(problem(town, land))).values()) == 700_00


def test_what_is_not_worth_an_evening_stays_out_unless_somebody_wants_it():
    poor = option("poor", 50_00, hours=Hours(8, 2))
    assert not solve(problem(poor, worth_cents_per_hour=1000)).parts
    assert amounts(solve(problem(poor, worth_cents_per_hour=1000, pins=(Pin("poor"),)))) == {"poor": 50_00}


def test_pins_and_what_is_left_out():
    sure, unsure = option("sure", weight=900), option("unsure", weight=500)
    pinned = solve(problem(sure, unsure, pins=(Pin("unsure", 300_00),)))
    assert amounts(pinned) == {"sure": 700_00, "unsure": 300_00}
    assert amounts(solve(problem(sure, unsure, forbidden=frozenset({"sure"})))) == {"unsure": 1000_00}
    assert not solve(problem(sure, pins=(Pin("sure", 2000_00),))).is_possible
    assert not solve(problem(sure, pins=(Pin("nobody"),))).is_possible


def test_several_needs_share_the_hours():
    both = (Demand("een", 500_00, (Line("rent", 500_00),)), Demand("twee", 500_00, (Line("rent", 500_00),)))
    options = tuple(option(f"bron-{need.need_id}", 500_00, need_id=need.need_id) for need in both)
    options = tuple(
        Option(o.need_id, o.source_id, o.max_cents, frozenset({"rent"}), Hours(3, 0), weight=900 - 100 * number)
        for number, o in enumerate(options)
    )
    assert len(solve(PlanProblem(both, options, hours=6)).parts) == 2
    assert amounts(solve(PlanProblem(both, options, hours=5))) == {"bron-een": 500_00}


def test_a_third_of_a_cent_is_rounded_down():
    plan = solve(problem(option(carried_percent=30), carry=100_00))
    assert amounts(plan) == {"bron": 333_33}
    assert plan.is_proven
