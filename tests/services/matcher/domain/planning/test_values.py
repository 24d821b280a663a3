"""Hours, certainty and the division over lines, each with its table of cases."""

from __future__ import annotations

import itertools
import random

import pytest

from services.matcher.domain.planning.effort import PAPERS, STEPS, hours_of
from services.matcher.domain.planning.flows import divide
from services.matcher.domain.planning.model import OTHER
from services.matcher.domain.planning.options import demand_of, money_kinds, sought_cents
from services.matcher.domain.planning.weights import FAR_AWAY, nearness_of, weight_of
from services.matcher.domain.verdicts import Answer, Strength, Verdict
from shared.contracts.codes import codes
from tests.services.matcher.domain.build import a_need, a_source


@pytest.mark.parametrize(
    ("facts", "asking", "reporting"),
    [
        ({}, 2, 1),
        ({"mechanism": "crowdfunding"}, 16, 1),
        ({"first_steps": ["conversation", "digid"]}, 4.2, 1),
        ({"papers": ["project_plan", "budget"], "questions": ["?", "?"]}, 5.5, 1),
        ({"amounts": [{"max": 500}, {"min": 5000, "papers": ["permits"]}]}, 2, 1),
        ({"reporting": {"content": True, "financial": True}}, 2, 3),
        ({"reporting": {"financial": True, "auditor_above": 500}}, 2, 9.5),
        ({"reporting": {"financial": True, "auditor_above": 1500}}, 2, 1.5),
        ({"reporting": {"note": "Meld een ander plan."}}, 2, 1),
    ],
)
def test_hours(facts, asking, reporting):
    found = hours_of(a_source(**facts), 1000_00)
    assert (found.asking, found.reporting) == (asking, reporting)
    assert sum(hours for _, hours in found.why) == pytest.approx(found.total)


def test_every_paper_and_step_of_the_format_has_hours():
    assert set(PAPERS) == set(codes("papers"))
    assert set(STEPS) == set(codes("first_steps"))


def verdict(answer, **more):
    return Verdict("x", Answer(answer), "theme", "x", **more)


def test_certainty_falls_with_what_is_open():
    open_, decides = verdict("unknown"), verdict("unknown", decides=True)
    steps = [
        weight_of([], 1, is_assumed=False),
        weight_of([verdict("yes"), open_], 1, is_assumed=False),
        weight_of([open_, open_], 1, is_assumed=False),
        weight_of([decides], 1, is_assumed=False),
        weight_of([decides, verdict("no", strength=Strength.SOFT)], 1, is_assumed=False),
        weight_of([verdict("unknown", unlikely=True)], 1, is_assumed=False),
        weight_of([verdict("unknown", unlikely=True)], 0.5, is_assumed=True),
    ]
    assert steps == sorted(set(steps), reverse=True)
    assert steps[0] == 1000


def test_a_euro_from_nearby_counts_for_more():
    near, province, far = nearness_of(1.0), nearness_of(0.75), nearness_of(0.0)
    assert 1000 == near > province > far == FAR_AWAY.thousandths
    assert FAR_AWAY.why


def test_the_amount_to_find():
    assert sought_cents(a_need()) is None
    assert sought_cents(a_need(amount_sought=300, total_budget=900)) == 300_00
    assert sought_cents(a_need(total_budget=900, own_contribution=100, own_in_kind=50)) == 750_00
    assert sought_cents(a_need(costs=[{"kind": "rent", "amount": 40}])) == 40_00
    assert sought_cents(a_need(total_budget=100, own_contribution=400)) == 0


def test_costs_that_no_line_names_may_be_paid_by_all():
    costs = [{"kind": "rent", "amount": 40}, {"kind": "rent", "amount": 10}]
    demand = demand_of(a_need(costs=costs), 80_00)
    assert {line.id: line.cents for line in demand.lines} == {"rent": 50_00, OTHER: 30_00}


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({"provider_kind": "government", "provider": "Gemeente Utrecht"}, {"government", "municipality"}),
        ({"provider_kind": "government", "provider": "Provincie Utrecht"}, {"government"}),
        ({"provider_kind": "fund"}, {"fund"}),
        ({"provider_kind": "sponsor"}, {"company"}),
        ({"provider_kind": "fund", "mechanism": "crowdfunding"}, {"crowdfunding"}),
    ],
)
def test_what_money_is_called(facts, kinds):
    assert money_kinds(a_source(**facts)) == kinds


def test_dividing_succeeds_exactly_when_it_can():
    chance = random.Random(4)
    names = ("a", "b", "c")
    outcomes = set()
    for _ in range(300):
        lines = {name: chance.randrange(4) for name in names}
        pays = [frozenset(name for name in names if chance.random() < 0.6) for _ in range(3)]
        amounts = [chance.randrange(1, 5) for _ in pays]
        # Hall: every group of sources must find room in the lines that any of them may pay.
        groups = itertools.chain.from_iterable(itertools.combinations(range(3), size) for size in (1, 2, 3))
        can = all(
            sum(amounts[i] for i in group) <= sum(lines[name] for name in frozenset().union(*(pays[i] for i in group)))
            for group in groups
        )
        found = divide(amounts, pays, lines)
        outcomes.add(can)
        assert (found is not None) is can
        if found is not None:
            assert [sum(share.values()) for share in found] == amounts
            assert all(set(share) <= pay for share, pay in zip(found, pays, strict=True))
            assert all(sum(share.get(name, 0) for share in found) <= lines[name] for name in names)
    assert outcomes == {True, False}
