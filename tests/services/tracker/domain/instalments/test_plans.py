"""The money of an award in parts: the sum is the award to the cent, whatever the plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracker.domain.instalments.plans import (
    OwnPart,
    Plan,
    PlanKind,
    When,
    parts_of,
    plan_errors,
)
from services.tracker.domain.instalments.suggesting import suggested_plan

JAN, JUN = date(2027, 1, 15), date(2027, 6, 30)


@pytest.mark.parametrize(
    ("plan", "cents", "amounts"),
    [
        (Plan(PlanKind.AT_ONCE), 10_001, [10_001]),
        (Plan(PlanKind.ADVANCE, 75), 10_001, [7_500, 2_501]),
        (Plan(PlanKind.ADVANCE, 80), 10_001, [8_000, 2_001]),
        (Plan(PlanKind.ADVANCE, 50), 10_001, [5_000, 5_001]),
        (Plan(PlanKind.AFTER_REPORT), 10_001, [10_001]),
        (Plan(PlanKind.GUARANTEE, 75), 10_001, [7_500, 2_501]),
        (Plan(PlanKind.ADVANCE, 1), 99, [99]),
        (Plan(PlanKind.OWN, own=(OwnPart(10_000, "Start", JAN), OwnPart(1))), 10_001, [10_000, 1]),
    ],
)
def test_the_last_part_takes_the_rounding(plan, cents, amounts):
    assert plan_errors(plan, cents) == []
    assert [part.amount_cents for part in parts_of(plan, cents)] == amounts


@given(cents=st.integers(1, 10**11), percent=st.integers(1, 99), kind=st.sampled_from(PlanKind))
def test_the_sum_is_the_award_to_the_cent(cents, percent, kind):
    if kind is PlanKind.OWN:
        first = cents * percent // 100
        plan = Plan(kind, own=tuple(OwnPart(part) for part in (first, cents - first) if part))
    else:
        plan = Plan(kind, min(percent, 75) if kind is PlanKind.GUARANTEE else percent)
    assert plan_errors(plan, cents) == []
    parts = parts_of(plan, cents, JAN, JUN)
    assert sum(part.amount_cents for part in parts) == cents
    assert all(part.amount_cents > 0 for part in parts)


def test_each_part_knows_what_it_waits_for():
    first, last = parts_of(Plan(PlanKind.ADVANCE, 75), 100_000, JAN, JUN)
    assert (first.comes, first.expected_on) == (When.AT_AWARD, JAN)
    assert (last.comes, last.expected_on) == (When.AFTER_REPORT, JUN)


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        (Plan(PlanKind.ADVANCE), ["required"]),
        (Plan(PlanKind.ADVANCE, 0), ["out_of_range"]),
        (Plan(PlanKind.ADVANCE, 100), ["out_of_range"]),
        (Plan(PlanKind.GUARANTEE, 76), ["out_of_range"]),
        (Plan(PlanKind.OWN), ["required"]),
        (Plan(PlanKind.OWN, own=(OwnPart(5_000), OwnPart(4_999))), ["sum"]),
        (Plan(PlanKind.OWN, own=(OwnPart(5_000), OwnPart(5_001))), ["sum"]),
        (Plan(PlanKind.OWN, own=(OwnPart(0), OwnPart(-1), OwnPart(10_001))), ["required", "required"]),
        (Plan(PlanKind.OWN, own=(OwnPart(100),) * 25), ["too_many"]),
    ],
)
def test_what_does_not_add_up_is_said(plan, codes):
    assert [error.code for error in plan_errors(plan, 10_000)] == codes


@pytest.mark.parametrize(
    ("document", "plan"),
    [
        ({}, None),
        ({"payment": None}, None),
        ({"payment": {"mode": "in_kind"}}, None),
        ({"payment": {"mode": "in_advance"}}, Plan(PlanKind.AT_ONCE)),
        ({"payment": {"mode": "advance_and_final", "advance_percent": 80}}, Plan(PlanKind.ADVANCE, 80)),
        ({"payment": {"mode": "advance_and_final", "advance_percent": 180}}, Plan(PlanKind.ADVANCE)),
        ({"payment": {"mode": "advance_and_final"}}, Plan(PlanKind.ADVANCE)),
        ({"payment": {"mode": "afterwards"}}, Plan(PlanKind.AFTER_REPORT)),
        ({"support": ["guarantee"], "payment": {"advance_percent": 80}}, Plan(PlanKind.GUARANTEE, 75)),
        ({"support": ["money", "guarantee"], "payment": {"mode": "in_advance"}}, Plan(PlanKind.AT_ONCE)),
    ],
)
def test_what_a_source_tells_is_the_first_choice(document, plan):
    assert suggested_plan(document) == plan
