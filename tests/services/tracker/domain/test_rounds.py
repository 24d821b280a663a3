from __future__ import annotations

from datetime import date

import pytest

from services.tracker.domain.rounds import coming_rounds, next_round

FOUR = {
    "yearly": ["02-01", "05-01", "10-15", "12-01"],
    "note": "1 februari, 1 mei, 15 oktober en 1 december. De vierde datum telt voor volgend jaar.",
}


def days(terms, today, **more):
    return [(f"{one.closes_on:%d-%m-%Y}", one.for_year, one.published) for one in coming_rounds(terms, today, **more)]


def test_four_rounds_a_year_of_which_the_fourth_is_for_the_next():
    assert days(FOUR, date(2026, 11, 22)) == [
        ("01-12-2026", 2027, False),
        ("01-02-2027", 2027, False),
        ("01-05-2027", 2027, False),
        ("15-10-2027", 2027, False),
    ]


def test_an_exception_takes_the_place_of_the_rule_in_its_year_only():
    terms = {**FOUR, "dates": ["2027-02-08"]}
    assert days(terms, date(2026, 12, 2), most=5) == [
        ("08-02-2027", 2027, True),
        ("01-05-2027", 2027, False),
        ("15-10-2027", 2027, False),
        ("01-12-2027", 2028, False),
        ("01-02-2028", 2028, False),
    ]


@pytest.mark.parametrize(
    ("terms", "after", "expected"),
    [
        (None, date(2027, 1, 1), None),
        ({"kind": "rolling"}, date(2027, 1, 1), None),
        ({"dates": ["2026-10-01"]}, date(2027, 1, 1), None),  # last year's date says nothing of this year
        ({"dates": ["2027-03-31", "2027-09-30"]}, date(2027, 3, 31), date(2027, 9, 30)),
        (FOUR, date(2026, 12, 1), date(2027, 2, 1)),
        ({"yearly": ["02-29"]}, date(2027, 1, 1), date(2027, 2, 28)),
        ({"yearly": ["02-29"]}, date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_the_next_round(terms, after, expected):
    found = next_round(terms, after)
    assert (found.closes_on if found else None) == expected


def test_without_words_about_it_the_last_round_is_for_its_own_year():
    assert coming_rounds({"yearly": FOUR["yearly"]}, date(2026, 11, 22))[0].for_year == 2026
