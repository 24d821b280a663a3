"""Lists of awards: what is read, and what is told by line and column."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.tracker.domain.payouts.awards import award_of, read_awards

HEAD = ("Straat", "Bedrag", "Contactpersoon", "Datum", "IBAN", "Rekeninghouder", "Nummer")


def read(*rows, head=HEAD, first=2):
    return read_awards(head, enumerate(rows, first), scheme="Opzoomer Mee", is_iban=lambda text: text == "NLGOED")


def wrong(*cells):
    awards, errors = read(cells)
    assert awards == []
    return [(error.field, error.code) for error in errors]


def test_what_stands_in_a_row():
    awards, errors = read(("Rozenstraat", "€ 350,00", "Anna", "22-11-2026", "NL GOED", "A. de Vries", 17.0))
    assert errors == []
    (one,) = awards
    assert (one.name, one.amount_cents, one.scheme, one.award_number) == ("Rozenstraat", 35_000, "Opzoomer Mee", "17")
    assert (one.awarded_on, one.iban, one.holder) == (date(2026, 11, 22), "NLGOED", "A. de Vries")
    assert award_of(one.kept()) == one


@pytest.mark.parametrize("day", [datetime(2026, 11, 22, tzinfo=UTC), date(2026, 11, 22), "2026-11-22", "22/11/2026"])
def test_days_as_sheets_have_them(day):
    assert read(("A", 150, "", day))[0][0].awarded_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("", 150), [("2.straat", "required")]),
        (("A", "± 350"), [("2.bedrag", "not_a_number")]),
        (("A", None), [("2.bedrag", "required")]),
        (("A", 0), [("2.bedrag", "zero")]),
        (("A", -1), [("2.bedrag", "negative")]),
        (("A", float("nan")), [("2.bedrag", "not_a_number")]),
        (("A", "1e309"), [("2.bedrag", "not_a_number")]),
        (("A", 0.001), [("2.bedrag", "too_precise")]),
        (("A", 150, "", "medio maart"), [("2.datum", "not_a_date")]),
        (("A", 150, "", "", "NLFOUT", "B"), [("2.iban", "not_an_iban")]),
        (("A", 150, "", "", "NLGOED", ""), [("2.rekeninghouder", "required")]),
        (("x" * 201, "x"), [("2.bedrag", "not_a_number"), ("2.straat", "too_long")]),
    ],
)
def test_h64_what_can_not_be_read_is_named(cells, expected):
    assert wrong(*cells) == expected


def test_what_nobody_sees_becomes_a_space():
    assert read(("Rozen\x00straat \u202e", 150))[0][0].name == "Rozen straat"


def test_the_dutch_amount_is_exact():
    assert read(("A", "1.000,00"))[0][0].amount_cents == 100_000


def test_a_street_that_stands_there_twice_and_a_sheet_without_columns():
    __, errors = read(("Rozenstraat", 150), ("rozenstraat ", 150))
    assert [(error.field, error.code) for error in errors] == [("3.straat", "double")]
    __, errors = read(("A",), head=("Adres",))
    assert [error.code for error in errors] == ["required", "required"]
    __, errors = read()
    assert [error.code for error in errors] == ["empty"]
