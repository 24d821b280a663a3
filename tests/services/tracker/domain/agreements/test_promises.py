from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.tracker.domain.agreements.evaluations import end_reminder_days, missed, next_anniversary
from services.tracker.domain.agreements.promises import (
    Promise,
    PromiseKind,
    Rhythm,
    Side,
    due_days,
    month_later,
    times_in_year,
    yearly_value,
)


def promise(**more):
    plain: dict[str, Any] = {
        "id": "1",
        "side": Side.PARTNER,
        "kind": PromiseKind.HOURS,
        "text": "Een beheerder",
        "rhythm": Rhythm.MONTHLY,
        "starts_on": date(2026, 1, 31),
    }
    return Promise(**plain | more)


@pytest.mark.parametrize(
    ("rhythm", "starts", "ends", "days"),
    [
        (Rhythm.ONCE, date(2026, 3, 1), None, [date(2026, 3, 1)]),
        (Rhythm.ONCE, date(2025, 3, 1), None, []),
        (Rhythm.YEARLY, date(2024, 2, 29), None, [date(2026, 2, 28)]),
        (Rhythm.QUARTERLY, date(2025, 11, 30), None, [date(2026, 2, 28), date(2026, 5, 30), date(2026, 8, 30)]),
        (Rhythm.MONTHLY, date(2026, 1, 31), date(2026, 3, 30), [date(2026, 1, 31), date(2026, 2, 28)]),
    ],
)
def test_a_promise_falls_due_by_its_rhythm(rhythm, starts, ends, days):
    made = promise(rhythm=rhythm, starts_on=starts, ends_on=ends)
    assert list(due_days(made, date(2026, 1, 1), date(2026, 10, 31))) == days


def test_a_short_month_does_not_shift_the_months_after_it():
    assert due_days(promise(), date(2026, 3, 1), date(2026, 4, 30)) == (date(2026, 3, 31), date(2026, 4, 30))
    assert month_later(date(2024, 2, 29), 48) == date(2028, 2, 29)


def test_what_a_year_is_worth():
    promises = (
        promise(quantity=8, rate_cents=1500),
        promise(kind=PromiseKind.SPACE, rhythm=Rhythm.YEARLY, value_cents=600_000),
        promise(kind=PromiseKind.MONEY, rhythm=Rhythm.QUARTERLY, value_cents=25_000),
        promise(side=Side.PLACE, kind=PromiseKind.ADVICE, rhythm=Rhythm.ONCE),
    )
    start = date(2026, 1, 31)
    assert times_in_year(promises[0], start) == 12
    assert yearly_value(promises, Side.PARTNER, start, in_kind=True) == 12 * 8 * 1500 + 600_000
    assert yearly_value(promises, Side.PARTNER, start, in_kind=False) == 4 * 25_000
    assert yearly_value(promises, Side.PLACE, start, in_kind=True) == 0


def test_the_yearly_talk_comes_back_on_the_same_day():
    start = date(2024, 2, 29)
    first = next_anniversary(start, None)
    assert first == date(2025, 2, 28)
    assert [first := next_anniversary(start, first) for _year in range(3)] == [
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_talks_that_were_skipped_in_a_row():
    start = date(2022, 1, 1)
    held = frozenset({date(2024, 1, 1)})
    assert missed(start, held, date(2024, 1, 1)) == 1
    assert missed(start, held, date(2024, 1, 2)) == 0
    assert missed(start, held, date(2026, 1, 2)) == 2
    assert end_reminder_days(date(2026, 12, 31)) == (date(2026, 10, 2), date(2026, 12, 1))
