"""Chances learnt from decisions: shrunk, with an interval, and never from too little."""

from __future__ import annotations

import pytest

from services.matcher.domain.chance.beta import Chance, chance_of, cumulative, expected_rate, quantile
from services.matcher.domain.chance.decision import PastDecision
from services.matcher.domain.chance.judging import brier, held_back_fifth, reliability


def decisions(granted, refused, asked=1000, given=500):
    """Some granted and some refused decisions of one scheme."""
    one = {"scheme": "s", "decider": "d", "theme": "t", "periodicity": "p", "year": 2016, "asked_cents": asked}
    yes = [PastDecision(**one, granted_cents=given)] * granted
    return [*yes, *[PastDecision(**one, granted_cents=0)] * refused]


KIND = decisions(80, 20)


def known(granted: int, refused: int, **more: int) -> Chance:
    """The chance, where there is history enough for one."""
    chance = chance_of(decisions(granted, refused, **more), KIND)
    assert chance is not None
    return chance


@pytest.mark.parametrize(("granted", "refused"), [(0, 0), (4, 0), (0, 4), (2, 2)])
def test_fewer_than_five_decisions_give_no_number(granted, refused):
    assert chance_of(decisions(granted, refused), KIND) is None


def test_few_decisions_lie_near_their_kind_and_many_near_themselves():
    few, many = known(5, 0), known(50, 0)
    assert 0.8 < few.expected < many.expected < 1
    assert (few.granted, few.decisions) == (5, 5)
    assert known(0, 50).expected < 0.05


def test_the_interval_holds_the_chance_and_narrows_with_history():
    few, many = known(4, 2), known(40, 20)
    for chance in (few, many):
        assert 0 <= chance.low < chance.expected < chance.high <= 1
    assert many.high - many.low < few.high - few.low


def test_the_share_is_of_what_was_granted_only():
    assert known(50, 50, given=500).share == pytest.approx(0.5, abs=0.02)
    assert (known(10, 0, asked=100, given=900).share or 0) <= 1
    assert known(0, 9).share is None


def test_without_history_the_kind_speaks_for_the_ranking_of_methods():
    assert expected_rate([], KIND) == pytest.approx(0.76, abs=0.01)


@pytest.mark.parametrize(
    ("a", "b", "x", "known"),
    [(1, 1, 0.3, 0.3), (2, 1, 0.5, 0.25), (1, 3, 0.2, 1 - 0.8**3), (5, 5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5)],
)
def test_the_beta_distribution_agrees_with_what_can_be_worked_out(a, b, x, known):
    assert cumulative(a, b, x) == pytest.approx(known, abs=1e-9)
    assert quantile(a, b, known) == pytest.approx(x, abs=1e-6)


def test_the_beta_distribution_of_long_histories():
    assert cumulative(900, 100, 0.9) == pytest.approx(0.49, abs=0.03)
    assert quantile(900, 100, 0.05) < 0.9 < quantile(900, 100, 0.95)


def test_brier_and_reliability():
    assert brier([1.0, 0.0], [True, False]) == 0
    assert brier([0.5, 0.5], [True, False]) == 0.25
    low, high = reliability([0.05, 0.05, 0.95, 1.0], [False, True, True, True])
    assert (low.predictions, low.said, low.came_true) == (2, 0.05, 0.5)
    assert (high.predictions, high.came_true) == (2, 1.0)


def test_a_held_back_fifth_is_never_learnt_from_and_the_same_each_time():
    learnt, held_back = held_back_fifth(list(range(50)), seed=3)
    assert (len(learnt), len(held_back)) == (40, 10)
    assert sorted([*learnt, *held_back]) == list(range(50))
    assert held_back_fifth(list(range(50)), seed=3) == (learnt, held_back)
    assert held_back_fifth(list(range(50)), seed=4)[1] != held_back
