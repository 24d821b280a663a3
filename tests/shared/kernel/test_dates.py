"""Civil dates in the Netherlands, also in the two nights when the clock jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from shared.kernel.clock import SetClock, today_in_amsterdam
from shared.kernel.dates import days_before, exists, local_to_utc


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 1, 15), time(17, 0), datetime(2026, 1, 15, 16, 0, tzinfo=UTC)),
        (date(2026, 7, 15), time(17, 0), datetime(2026, 7, 15, 15, 0, tzinfo=UTC)),
        # 02:30 does not exist in this night: 03:30 summer time
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        # 02:30 exists twice: the first one
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_local_to_utc(day: date, at: time, moment: datetime) -> None:
    assert local_to_utc(day, at) == moment


def test_exists_tells_the_spring_gap() -> None:
    assert not exists(date(2026, 3, 29), time(2, 30))
    assert exists(date(2026, 3, 29), time(3, 30))
    assert exists(date(2026, 10, 25), time(2, 30))


def test_two_days_before_is_civil_not_48_hours() -> None:
    assert days_before(date(2026, 10, 26), time(17, 0), 2) == local_to_utc(date(2026, 10, 24), time(17, 0))


def test_today_is_the_dutch_date_not_the_utc_one() -> None:
    assert today_in_amsterdam(SetClock(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))) == date(2026, 7, 1)
