"""What the tracker knows of earlier applications, against rules on frequency, earlier awards and money of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.matcher.domain.earlier import EarlierApplication, Result
from services.matcher.domain.verdicts import Answer, Verdict
from shared.kernel.periods import free_again, still_counts
from tests.services.matcher.domain.build import TODAY, a_need, a_source, verdict

GRANTED, ASKED, REFUSED = Result.GRANTED, Result.ASKED, Result.REFUSED
NO, YES, UNKNOWN = Answer.NO, Answer.YES, Answer.UNKNOWN
HERE, ELSEWHERE = "bron", "andere-bron"


def earlier(on: str, result: Result = GRANTED, source_id: str = HERE, **more: Any) -> EarlierApplication:
    return EarlierApplication(source_id, result, date.fromisoformat(on), **more)


def judged(kind: str, history: list[EarlierApplication], place: dict[str, Any] | None = None, **rule: Any) -> Verdict:
    source = a_source(requirements=[{"kind": kind, "text": "Eén keer.", **rule}])
    found = verdict(kind, replace(a_need(place), earlier=tuple(history)), source)
    assert found is not None
    return found


def yearly(**rule: Any) -> dict[str, Any]:
    return {"at_most": 1, "per": "calendar_year", **rule}


def one(per: str, **rule: Any) -> dict[str, Any]:
    return {"at_most": 1, "per": per, **rule}


THIS_YEAR, LAST_YEAR = "2026-03-03", "2025-12-31"
TWO_YEARS = [earlier("2024-05-01"), earlier("2025-05-01")]

# Today is 22 November 2026.
CASES: list[tuple[dict[str, Any], list[EarlierApplication], Answer, str, date | None]] = [
    (yearly(), [], UNKNOWN, "frequency_check", None),
    (yearly(), [earlier(THIS_YEAR)], NO, "frequency_had", date(2027, 1, 1)),
    (yearly(scope="organisation"), [earlier(THIS_YEAR)], NO, "frequency_had", date(2027, 1, 1)),
    (yearly(), [earlier(LAST_YEAR)], UNKNOWN, "frequency_check", None),
    (yearly(), [earlier(THIS_YEAR, source_id=ELSEWHERE)], UNKNOWN, "frequency_check", None),
    (yearly(), [earlier(THIS_YEAR, ASKED)], UNKNOWN, "frequency_asked", None),
    (yearly(), [earlier(THIS_YEAR, REFUSED)], UNKNOWN, "frequency_asked", None),
    (yearly(at_most=2), [earlier(THIS_YEAR)], UNKNOWN, "frequency_maybe", None),
    (yearly(at_most=2), [earlier(THIS_YEAR), earlier("2026-06-01")], NO, "frequency_had", date(2027, 1, 1)),
    (yearly(at_most=None), [earlier(THIS_YEAR)], UNKNOWN, "frequency_maybe", None),
    (one("12_months"), [earlier("2025-11-23")], NO, "frequency_had", date(2026, 11, 23)),
    (one("12_months"), [earlier("2025-11-22")], UNKNOWN, "frequency_check", None),
    (one("2_years"), [earlier("2025-01-10")], NO, "frequency_had", date(2027, 1, 10)),
    (one("3_years"), [earlier("2024-02-29")], NO, "frequency_had", date(2027, 3, 1)),
    (one("5_years"), [earlier("2021-11-23")], NO, "frequency_had", date(2026, 11, 23)),
    (one("5_years"), [earlier("2021-11-22")], UNKNOWN, "frequency_check", None),
    (one("3_years", at_most=2), [earlier("2025-02-01"), earlier("2026-02-01")], NO, "frequency_had", date(2028, 2, 1)),
    (one("ever"), [earlier("2019-01-01")], NO, "frequency_had", None),
    (one("round"), [earlier(THIS_YEAR)], UNKNOWN, "frequency_maybe", None),
    (one("round"), [earlier("2025-06-01")], UNKNOWN, "frequency_check", None),
    (one("ever", scope="project"), [earlier("2019-01-01", for_this_need=True)], NO, "frequency_had", None),
    (one("ever", scope="project"), [earlier("2019-01-01")], UNKNOWN, "frequency_maybe", None),
    (yearly(scope="address"), [earlier(THIS_YEAR)], UNKNOWN, "frequency_maybe", None),
    (yearly(scope="household"), [earlier(THIS_YEAR)], UNKNOWN, "frequency_maybe", None),
    ({"max_consecutive_years": 2}, TWO_YEARS, NO, "frequency_years", date(2027, 1, 1)),
    ({"max_consecutive_years": 3}, TWO_YEARS, UNKNOWN, "frequency_check", None),
    ({"max_consecutive_years": 2}, [*TWO_YEARS[:1], earlier(THIS_YEAR)], UNKNOWN, "frequency_maybe", None),
    ({"max_consecutive_years": 0}, [], UNKNOWN, "frequency_check", None),
    ({"at_most": 0, "per": "ever"}, [], UNKNOWN, "frequency_check", None),
    (yearly(scope="organisation"), [earlier(THIS_YEAR, by_another=True)], UNKNOWN, "frequency_same_host", None),
    (yearly(scope="organisation"), [earlier(LAST_YEAR, by_another=True)], UNKNOWN, "frequency_check", None),
    (yearly(scope="organisation"), [earlier(THIS_YEAR, REFUSED, by_another=True)], UNKNOWN, "frequency_check", None),
    (yearly(), [earlier(THIS_YEAR, by_another=True)], UNKNOWN, "frequency_check", None),
    (yearly(scope="project"), [earlier(THIS_YEAR, by_another=True)], UNKNOWN, "frequency_check", None),
]


@pytest.mark.parametrize(("rule", "history", "answer", "finding", "free_on"), CASES, ids=range(len(CASES)))
def test_how_often(
    rule: dict[str, Any], history: list[EarlierApplication], answer: Answer, finding: str, free_on: date | None
) -> None:
    given = {name: value for name, value in rule.items() if value is not None}
    found = judged("frequency", history, **given)
    assert (found.answer, found.finding) == (answer, finding)
    assert dict(found.values).get("free_on") == free_on
    assert answer is not UNKNOWN or (found.missing and found.ask)


@pytest.mark.parametrize(
    ("rule", "history", "points"),
    [
        (yearly(), [earlier(THIS_YEAR, ASKED)], True),
        (yearly(), [earlier(THIS_YEAR, REFUSED)], False),
        (yearly(at_most=2), [earlier(THIS_YEAR)], False),
        ({"max_consecutive_years": 2}, [earlier(THIS_YEAR)], False),
        (one("round"), [earlier(THIS_YEAR)], True),
        (one("ever", scope="project"), [earlier(THIS_YEAR)], False),
        (yearly(scope="address"), [earlier(THIS_YEAR)], True),
        (yearly(scope="household"), [earlier(THIS_YEAR)], False),
        (yearly(scope="organisation"), [earlier(THIS_YEAR, by_another=True)], True),
    ],
)
def test_what_only_points_to_no_is_no_no(rule: dict[str, Any], history: list[EarlierApplication], points: bool) -> None:
    found = judged("frequency", history, **rule)
    assert (found.answer, found.unlikely) == (UNKNOWN, points)


def test_a_soft_rule_says_rather_not() -> None:
    found = judged("frequency", [earlier(THIS_YEAR)], strength="soft", **yearly())
    assert (found.answer, found.is_hard) == (NO, False)


def test_the_fact_is_the_trackers_with_its_date() -> None:
    found = judged("frequency", [earlier(THIS_YEAR)], **yearly())
    assert [(fact.origin, fact.date) for fact in found.facts[1:]] == [("tracker", THIS_YEAR)]


def test_of_another_place_nothing_is_told_but_that_it_is_so() -> None:
    found = judged("frequency", [earlier(THIS_YEAR, by_another=True)], **yearly(scope="organisation"))
    fact = found.facts[1]
    assert (fact.origin, fact.value, fact.date) == ("tracker", None, None)
    assert "on" not in dict(found.values)
    assert THIS_YEAR not in str(found)


def test_an_earlier_award_asks_whether_it_is_accounted_for() -> None:
    assert judged("previous_closed", []).finding == "previous_check"
    found = judged("previous_closed", [earlier("2024-01-01"), earlier(THIS_YEAR)])
    assert (found.answer, found.finding, found.unlikely) == (UNKNOWN, "previous_award", True)
    assert dict(found.values)["on"] == date(2026, 3, 3)
    for other in ({"result": ASKED}, {"source_id": ELSEWHERE}, {"by_another": True}):
        assert judged("previous_closed", [earlier(THIS_YEAR, **other)]).finding == "previous_check"


def test_an_award_that_was_accounted_for_is_no_question_any_more() -> None:
    found = judged("previous_closed", [earlier("2024-01-01", accounted=True), earlier(THIS_YEAR, accounted=True)])
    assert (found.answer, found.finding, dict(found.values)["on"]) == (YES, "previous_accounted", date(2026, 3, 3))
    found = judged("previous_closed", [earlier("2024-01-01"), earlier(THIS_YEAR, accounted=True)])
    assert (found.answer, dict(found.values)["on"]) == (UNKNOWN, date(2024, 1, 1)), "the older one is still open"


TOWN = frozenset({"government", "municipality"})
EXCLUDES = {"money_from": ["municipality"], "effect": "excludes"}


@pytest.mark.parametrize(
    ("place", "history", "rule", "answer", "finding"),
    [
        ({}, [], EXCLUDES, UNKNOWN, "other_money_unknown"),
        ({}, [earlier(THIS_YEAR, source_id=ELSEWHERE, money_from=TOWN)], EXCLUDES, UNKNOWN, "other_money_heard"),
        ({}, [earlier("2025-01-01", source_id=ELSEWHERE, money_from=TOWN)], EXCLUDES, UNKNOWN, "other_money_heard"),
        ({}, [earlier("2024-12-31", source_id=ELSEWHERE, money_from=TOWN)], EXCLUDES, UNKNOWN, "other_money_unknown"),
        ({}, [earlier(THIS_YEAR, money_from=TOWN)], EXCLUDES, UNKNOWN, "other_money_unknown"),
        ({}, [earlier(THIS_YEAR, ASKED, ELSEWHERE, money_from=TOWN)], EXCLUDES, UNKNOWN, "other_money_unknown"),
        (
            {"money_last_year_from": ["fund"]},
            [earlier(THIS_YEAR, source_id=ELSEWHERE, money_from=TOWN)],
            EXCLUDES,
            UNKNOWN,
            "other_money_heard",
        ),
        (
            {"money_last_year_from": ["fund"]},
            [earlier(THIS_YEAR, source_id=ELSEWHERE, money_from=frozenset({"lottery"}))],
            EXCLUDES,
            YES,
            "other_money_none",
        ),
        (
            {},
            [earlier(THIS_YEAR, source_id=ELSEWHERE, money_from=TOWN)],
            {**EXCLUDES, "effect": "reduces"},
            UNKNOWN,
            "other_money_reduces",
        ),
    ],
)
def test_money_of_others(
    place: dict[str, Any], history: list[EarlierApplication], rule: dict[str, Any], answer: Answer, finding: str
) -> None:
    found = judged("other_money", history, place, **rule)
    assert (found.answer, found.finding) == (answer, finding)


def test_an_award_counts_until_the_day_it_is_free_again() -> None:
    for per in ("calendar_year", "12_months", "2_years", "3_years", "5_years"):
        for award in (date(2024, 2, 29), date(2025, 12, 31), TODAY):
            free_on = free_again(per, award)
            assert free_on is not None
            assert still_counts(per, award, date.fromordinal(free_on.toordinal() - 1))
            assert not still_counts(per, award, free_on)
    assert still_counts("ever", date(1999, 1, 1), TODAY)
    assert still_counts("round", TODAY, TODAY) is None
