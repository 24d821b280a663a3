from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tracker.domain.budgets.amounts import hours_value, minutes_of, part_of, spread, vat_in

CENTS = st.integers(0, 100_000_000_000)


@given(CENTS, st.lists(st.integers(0, 10_000_000), min_size=1, max_size=40).filter(any))
def test_a_spread_loses_no_cent_and_is_fair(total, weights):
    parts = spread(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)
        assert weight or not part


def test_nothing_can_be_divided_by_nothing():
    with pytest.raises(ValueError, match="nothing"):
        spread(100, [0, 0])


@given(st.integers(0, 6_000_000), st.integers(0, 100_000))
def test_hours_are_worth_their_rate_to_half_a_cent(minutes, rate):
    assert abs(hours_value(minutes, rate) * 60 - minutes * rate) <= 30


@given(CENTS, st.sampled_from([0, 9, 21]))
def test_vat_and_the_rest_are_the_whole(amount, percent):
    vat = vat_in(amount, percent)
    without = amount - vat
    assert abs(vat * 100 - without * percent) <= 50 + percent


@pytest.mark.parametrize(
    ("amount", "percent", "vat"),
    [(12_100, 21, 2_100), (10_900, 9, 900), (100, 21, 17), (605_00, 21, 105_00), (5, 0, 0)],
)
def test_vat_in_a_price(amount, percent, vat):
    assert vat_in(amount, percent) == vat


@pytest.mark.parametrize(
    ("amount", "percent", "part"), [(400_000, 50, 200_000), (100, 33.333, 33), (1, 99.9, 0), (999, 100, 999), (7, 0, 0)]
)
def test_a_part_is_never_more_than_it_is(amount, percent, part):
    assert part_of(amount, percent) == part


HOURS = {"12,5": 750, "12.5": 750, " 3 ": 180, "0": 0, "veel": None, "-1": None, "": None}
NUMBERS = {12: 720, 0.1: 6, -1: None, float("nan"): None, 1e309: None}


@pytest.mark.parametrize(("told", "minutes"), [*HOURS.items(), *NUMBERS.items(), (True, None)])
def test_hours_as_people_write_them(told, minutes):
    assert minutes_of(told) == minutes
