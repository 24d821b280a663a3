"""Days of another age are refused with the field named, wherever a day is taken."""

from __future__ import annotations

import pytest

from tests.services.tracker.acts import begin, made_ready
from tests.services.tracker.client import client_of


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31"])
@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("completion-requests", "termEndsOn", {"letterOn": "2026-11-22", "receivedOn": "2026-11-22"}),
        ("decisions", "letterOn", {"outcome": "awarded", "receivedOn": "2026-11-22", "letterKept": True}),
        ("decisions", "receivedOn", {"outcome": "awarded", "letterOn": "2026-11-22", "letterKept": True}),
    ],
)
def test_a_day_of_another_age_is_refused(small_world, day, path, field, more):
    application = made_ready(small_world, begin(small_world))
    bea = client_of(small_world, "bea")
    answer = bea.send(
        "POST", f"/applications/{application.id}/{path}", {**more, field: day}, version=application.version
    )
    assert answer.status_code == 400
    assert field in str(answer.json)


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "x", "2026-13"])
def test_a_month_of_another_age_shows_a_calendar_all_the_same(small_world, month):
    assert client_of(small_world, "bea").get(f"/calendar?month={month}").status_code == 200
