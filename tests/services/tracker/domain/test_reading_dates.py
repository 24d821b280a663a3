"""How sources word their dates: what is understood, and what is left to a person."""

from __future__ import annotations

from datetime import date

import pytest

from services.tracker.domain.reading_dates import read_closings

TODAY = date(2026, 11, 22)


def read(text):
    found = read_closings(text, TODAY)
    shown = [f"{one.day} {one.basis}" + (f" {one.at:%H:%M}" if one.at else "") for one in found.closings]
    return shown, list(found.unsure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voor 1 maart", ["2027-03-01 before"]),
        ("Indienen kan tot 1 maart 2027.", ["2027-03-01 before"]),
        ("t/m 31 maart", ["2027-03-31 through"]),
        ("T/M 31 mrt. 2027", ["2027-03-31 through"]),
        ("tot en met maandag 28 december", ["2026-12-28 through"]),
        ("uiterlijk 28 december 2026 17.00 uur", ["2026-12-28 at 17:00"]),
        ("uiterlijk op 28 december 2026, om 17 uur", ["2026-12-28 at 17:00"]),
        ("28-12-2026 23:59", ["2026-12-28 at 23:59"]),
        ("2027-03-31 24:00", ["2027-03-31 through"]),
        (
            "1 februari, 1 mei, 15 oktober en 1 december",
            ["2027-02-01 unstated", "2027-05-01 unstated", "2027-10-15 unstated", "2026-12-01 unstated"],
        ),
        ("vóór 1 april en 1 oktober", ["2027-04-01 before", "2027-10-01 before"]),
        ("22 november", ["2026-11-22 unstated"]),
        ("29 februari", ["2028-02-29 unstated"]),
    ],
)
def test_what_is_understood(text, expected):
    assert read(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "closings", "unsure"),
    [
        ("medio maart", [], ["medio maart"]),
        ("eind maart 2027", [], ["eind maart 2027"]),
        ("rond 1 mei", [], ["rond 1 mei"]),
        ("vanaf 1 maart tot en met 31 maart", ["2027-03-31 through"], ["vanaf 1 maart"]),
        ("31 februari", [], ["31 februari"]),
        ("30-2-2027", [], ["30-2-2027"]),
        ("het hele jaar door", [], []),
        ("minimaal 6 weken voor de start", [], []),
        ("bel 010 123 45 67 voor 10 uur", [], []),
        ("", [], []),
    ],
)
def test_what_is_no_date_never_becomes_one(text, closings, unsure):
    assert read(text) == (closings, unsure)


def test_a_year_that_was_guessed_is_told():
    assert read_closings("voor 1 maart", TODAY).guessed_year
    assert not read_closings("voor 1 maart 2027", TODAY).guessed_year


def test_the_words_are_kept_with_the_date():
    (found,) = read_closings("  Indienen:\n t/m 31 maart ", TODAY).closings
    assert found.source_text == "Indienen: t/m 31 maart"


def test_a_hostile_text_takes_no_time():
    assert read_closings("voor " * 20_000 + "1 maart 2027", TODAY).closings[0].day == date(2027, 3, 1)
