"""Dates, numbers and money in words, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shared.wording import dates, money, numbers
from shared.wording.language import use_language

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (250_000, "€\u00a02.500"),
        (250_050, "€\u00a02.500,50"),
        (0, "€\u00a00"),
        (1, "€\u00a00,01"),
        (-5_000, "€\u00a0-50"),
        (-5_050, "€\u00a0-50,50"),
        (99_999_999_999, "€\u00a0999.999.999,99"),
    ],
)
def test_euros_show_cents_only_when_there_are_any(cents: int, shown: str) -> None:
    assert money.euros(cents) == shown


def test_euros_in_a_table_always_have_cents() -> None:
    assert money.euros(250_000, always_cents=True) == "€\u00a02.500,00"


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (10_000, 50_000, "€\u00a0100 tot €\u00a0500"),
        (10_000, 10_000, "€\u00a0100"),
        (None, 50_000, "tot €\u00a0500"),
        (10_000, None, "vanaf €\u00a0100"),
        (None, None, "bedrag niet bekend"),
        (0, 50_000, "€\u00a00 tot €\u00a0500"),
    ],
)
def test_a_range_of_amounts_says_what_is_known(low: int | None, high: int | None, shown: str) -> None:
    assert money.amount_range(low, high) == shown


def test_an_amount_to_edit_is_read_back_as_the_same_cents() -> None:
    from shared.kernel.money import parse_amount

    for cents in (0, 1, 250_000, 250_050, 99_999_999_999):
        assert parse_amount(money.amount_to_edit(cents)) == cents


def test_dates_in_dutch() -> None:
    day = date(2026, 12, 19)
    assert dates.long_date(day) == "zaterdag 19 december 2026"
    assert dates.plain_date(day) == "19 december 2026"
    assert dates.short_date(date(2026, 3, 3)) == "3 mrt 2026"
    assert dates.period(day, date(2026, 12, 21)) == "19 december 2026 tot en met 21 december 2026"
    assert dates.period(day, day) == "19 december 2026"


def test_a_moment_is_shown_in_amsterdam_on_both_sides_of_the_clock_change() -> None:
    assert dates.moment(datetime(2026, 12, 19, 16, 0, tzinfo=UTC)) == "19 december 2026 om 17:00"
    assert dates.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026 om 00:30"
    assert dates.civil_day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.moment(datetime(2026, 12, 19, 16, 0))  # noqa: DTZ001 (that is what is tried here)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 22), "vandaag"),
        (date(2026, 11, 23), "morgen"),
        (date(2026, 11, 21), "gisteren"),
        (date(2026, 11, 24), "overmorgen"),
        (date(2026, 11, 20), "eergisteren"),
        (date(2026, 11, 25), "over 3 dagen"),
        (date(2026, 12, 12), "over 20 dagen"),
        (date(2026, 12, 19), "over 3 weken"),
        (date(2026, 10, 25), "4 weken geleden"),
        (date(2027, 11, 22), "over 11 maanden"),
        (date(2029, 11, 23), "over 3 jaar"),
        (date(2024, 11, 21), "2 jaar geleden"),
    ],
)
def test_how_far_away_a_day_is(day: date, shown: str) -> None:
    assert dates.away(day, TODAY) == shown


def test_numbers() -> None:
    assert numbers.number(12_500) == "12.500"
    assert numbers.number(2.5) == "2,5"
    assert numbers.percent(0.35) == "35%"
    assert (numbers.hours(1), numbers.hours(2.5)) == ("1 uur", "2,5 uur")


def test_the_same_in_english() -> None:
    with use_language("en"):
        assert money.euros(250_000) == "€2,500"
        assert money.euros(250_050) == "€2,500.50"
        assert dates.long_date(date(2026, 12, 19)) == "Saturday 19 December 2026"
        assert dates.moment(datetime(2026, 12, 19, 16, 0, tzinfo=UTC)) == "19 December 2026 at 17:00"
        assert dates.away(date(2026, 11, 25), TODAY) == "in 3 days"
        assert (numbers.hours(1), numbers.hours(2.5)) == ("1 hour", "2.5 hours")
    assert money.euros(250_000) == "€\u00a02.500"
