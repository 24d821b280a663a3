"""Values become words; what can't be read becomes an empty text instead of an error."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shared.pages import filters


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), date(2026, 3, 2)),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T10:00:00+01:00", date(2026, 3, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("2026", date(2026, 1, 1)),
        ("2026-13", None),
        ("morgen", None),
        ("", None),
        (None, None),
        (20260301, None),
    ],
)
def test_what_counts_as_a_day(value: object, day: date | None) -> None:
    assert filters.as_day(value) == day  # type: ignore[arg-type]


def test_a_date_says_no_more_than_is_known() -> None:
    assert (filters.day_text("2026-03-01"), filters.on_day("2026-03-01")) == ("1 maart 2026", "op 1 maart 2026")
    assert (filters.day_text("2026-03"), filters.on_day("2026-03")) == ("maart 2026", "in maart 2026")
    assert (filters.day_text("2026"), filters.on_day("2026")) == ("2026", "in 2026")


def test_a_moment_as_text_without_a_zone_is_in_amsterdam() -> None:
    assert filters.moment_text("2026-12-19T17:00") == "19 december 2026 om 17:00"
    assert filters.moment_text("2026-12-19T16:00+00:00") == "19 december 2026 om 17:00"
    assert filters.moment_text("ooit") == ""


def test_empty_values_are_empty_texts() -> None:
    for name in ("money", "money_exact", "date", "day", "short_day", "moment", "iso", "ref"):
        assert filters.FILTERS[name](None) == "", name


def test_references() -> None:
    assert filters.reference("0193a2b4-7c11-7cc3-98c4-dc0c0c07398f") == "G60-EECF"
    assert filters.reference("fonds-voor-de-wijk") == "fonds-voor-de-wijk"


def test_field_ids_and_errors() -> None:
    assert filters.field_id('costs.0."x') == "veld-costs-0--x"
    errors = [
        {"field": "a", "message": "Eerste."},
        {"field": "a", "message": "Tweede."},
        {"field": "b", "message": "x"},
    ]
    assert filters.error_for(errors, "a") == "Eerste. Tweede."
    assert filters.error_for(None, "a") == ""
