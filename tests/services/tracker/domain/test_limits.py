from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.tracker.domain.limits import Earlier, FrequencyRule, is_firm, reached, rules_of

TODAY = date(2026, 11, 22)
THIS_YEAR, LAST_YEAR = date(2026, 3, 3), date(2025, 12, 1)


def rule(**about: Any) -> FrequencyRule:
    plain: dict[str, Any] = {"at_most": 1, "per": "calendar_year"}
    return FrequencyRule("Eén keer per jaar", **plain | about)


def earlier(on: date, need: str = "n1", *, by_another: bool = False) -> Earlier:
    return Earlier(on, need, by_another)


@pytest.mark.parametrize(
    ("given", "before", "expected"),
    [
        (rule(), [], None),
        (rule(), [earlier(LAST_YEAR)], None),
        (rule(), [earlier(THIS_YEAR)], (THIS_YEAR, date(2027, 1, 1))),
        (rule(per="12_months"), [earlier(LAST_YEAR)], (LAST_YEAR, date(2026, 12, 1))),
        (rule(per="12_months"), [earlier(date(2025, 11, 22))], None),
        (rule(per="ever"), [earlier(date(2001, 1, 1))], (date(2001, 1, 1), None)),
        (rule(per="round"), [earlier(THIS_YEAR)], (THIS_YEAR, None)),
        (rule(per="round"), [earlier(date(2025, 1, 1))], None),
        (rule(per=None), [earlier(date(2025, 1, 1))], None),
        (rule(at_most=2), [earlier(THIS_YEAR)], None),
        (rule(at_most=2), [earlier(THIS_YEAR), earlier(date(2026, 5, 5))], (date(2026, 5, 5), date(2027, 1, 1))),
        (rule(at_most=0), [earlier(THIS_YEAR)], (THIS_YEAR, date(2027, 1, 1))),
        (rule(scope="project"), [earlier(THIS_YEAR, "n2")], None),
        (rule(scope="project"), [earlier(THIS_YEAR)], (THIS_YEAR, date(2027, 1, 1))),
        (rule(scope="project"), [earlier(THIS_YEAR, by_another=True)], None),
        (rule(scope="address"), [earlier(THIS_YEAR)], None),
        (
            rule(at_most=None, max_consecutive_years=2),
            [earlier(date(2025, 1, 1)), earlier(date(2024, 1, 1))],
            (date(2025, 1, 1), date(2027, 1, 1)),
        ),
        (rule(at_most=None, max_consecutive_years=2), [earlier(date(2025, 1, 1))], None),
    ],
)
def test_when_a_limit_is_reached(given: FrequencyRule, before: list[Earlier], expected: Any) -> None:
    found = reached(given, before, "n1", TODAY, firm=True)
    assert (found and (found.last_on, found.free_on)) == expected


def test_of_another_place_no_day_is_told() -> None:
    found = reached(rule(), [earlier(THIS_YEAR, by_another=True)], "n1", TODAY, firm=False)
    assert found is not None and found.by_another
    assert (found.last_on, found.free_on) == (None, None)


@pytest.mark.parametrize(
    ("verified", "seen_on", "firm"),
    [
        (True, date(2026, 10, 1), True),
        (True, date(2025, 5, 23), True),
        (True, date(2025, 5, 22), False),
        (False, date(2026, 10, 1), False),
        (True, None, False),
    ],
)
def test_only_a_checked_and_fresh_rule_is_firm(verified: bool, seen_on: date | None, firm: bool) -> None:
    assert is_firm(verified, seen_on, TODAY) is firm


def test_the_rules_are_those_of_the_record() -> None:
    document = {
        "requirements": [
            {"kind": "frequency", "text": "Twee keer", "at_most": 2, "per": "2_years"},
            {"kind": "anbi", "text": "Een anbi"},
        ]
    }
    assert rules_of(document) == (FrequencyRule("Twee keer", 2, "2_years"),)
    assert rules_of({"requirements": None}) == rules_of({}) == ()
