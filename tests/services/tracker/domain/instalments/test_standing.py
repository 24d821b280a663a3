"""What was agreed against what came in, to the cent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.tracker.domain.instalments.overview import Month, by_month, is_overdue
from services.tracker.domain.instalments.plans import When
from services.tracker.domain.instalments.records import Credit, Instalment
from services.tracker.domain.instalments.standing import Standing, left_to_plan, standing
from services.tracker.domain.instalments.states import (
    ENDED,
    ON_THE_WAY,
    TABLE,
    WAITING,
    InstalmentEvent,
    InstalmentState,
    after,
)

AT = datetime(2026, 11, 22, tzinfo=UTC)
S = InstalmentState


def part(amount, state=S.PLANNED, received=0, expected_on=None):
    return Instalment("i", "a", "p", 1, 1, When.AGREED, "", amount, expected_on, state, "", AT, received_cents=received)


def credit(amount, day):
    return Credit("c", "i", "a", "p", amount, day, "", "who", AT)


@pytest.mark.parametrize(
    ("parts", "award", "final", "expected"),
    [
        ([], None, None, Standing(0, 0, 0, None, None)),
        ([], 1000, None, Standing(0, 0, 0, 1000, 0)),
        ([part(750), part(250)], 1000, None, Standing(1000, 0, 0, 1000, 0)),
        ([part(750, S.CONFIRMED, 750), part(250)], 1000, None, Standing(250, 0, 750, 250, 0)),
        ([part(750, S.ORDERED), part(250, S.PAID)], 1000, None, Standing(0, 1000, 0, 1000, 0)),
        ([part(750, S.CONFIRMED, 700), part(250)], 1000, None, Standing(250, 0, 700, 300, 0)),
        ([part(750, S.DUE, 700), part(250)], 1000, None, Standing(300, 0, 700, 300, 0)),
        ([part(750, S.FAILED), part(250, S.CANCELLED)], 1000, None, Standing(750, 0, 0, 1000, 0)),
        ([part(750, S.CONFIRMED, 750)], 1000, 600, Standing(0, 0, 750, 0, 150)),
        ([part(750, S.CONFIRMED, 750), part(150)], 1000, 900, Standing(150, 0, 750, 150, 0)),
        ([part(0, S.CONFIRMED, 300), part(1000)], 1000, None, Standing(1000, 0, 300, 700, 0)),
    ],
)
def test_sums(parts, award, final, expected):
    found = standing(parts, award, final)
    assert found == expected


@pytest.mark.parametrize(
    ("parts", "difference"),
    [
        ([part(1000)], 0),
        ([part(900)], 100),
        ([part(750, S.CONFIRMED, 700), part(250)], 50),
        ([part(0, S.CONFIRMED, 300), part(1000)], -300),
    ],
)
def test_what_is_not_agreed_is_named(parts, difference):
    assert standing(parts, 1000).not_agreed == difference


def test_a_difference_shows_once_nothing_more_is_waited_for():
    assert part(750, S.CONFIRMED, 700).difference_cents == -50
    assert part(750, S.CONFIRMED, 800).difference_cents == 50
    assert part(750, S.DUE, 700).difference_cents == 0


def test_a_new_plan_divides_what_neither_came_nor_is_coming():
    parts = [part(750, S.CONFIRMED, 700), part(100, S.ORDERED), part(150)]
    assert left_to_plan(parts, 1000) == 200


def test_months_with_what_has_no_day_last():
    parts = [part(500, expected_on=date(2027, 1, 3)), part(200, expected_on=date(2027, 1, 30)), part(300)]
    parts += [part(900, S.CANCELLED, expected_on=date(2027, 2, 1))]
    assert by_month(parts, [credit(50, date(2026, 12, 31)), credit(60, date(2027, 1, 1))]) == (
        Month(date(2026, 12, 1), 0, 50),
        Month(date(2027, 1, 1), 700, 60),
        Month(None, 300, 0),
    )


@pytest.mark.parametrize(
    ("one", "overdue"),
    [
        (part(100, expected_on=date(2026, 11, 21)), True),
        (part(100, expected_on=date(2026, 11, 22)), False),
        (part(100, S.CONFIRMED, 50, date(2026, 11, 1)), False),
        (part(100, S.ORDERED, 0, date(2026, 11, 1)), True),
        (part(100), False),
    ],
)
def test_overdue_is_what_should_have_come_and_did_not(one, overdue):
    assert is_overdue(one, AT.date()) is overdue


def test_every_state_can_be_reached_and_money_is_always_a_fact():
    assert set(TABLE.values()) | {S.PLANNED} == set(S)
    assert set(S) == WAITING | ON_THE_WAY | ENDED
    for state in set(S) - ENDED:
        assert after(state, InstalmentEvent.CONFIRM) is S.CONFIRMED
    assert after(S.ORDERED, InstalmentEvent.CANCEL) is None, "what is on its way is not cancelled by a word"
