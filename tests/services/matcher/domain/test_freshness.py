"""How old facts lose their word: what may have changed becomes a question, what is built in keeps its verdict."""

from __future__ import annotations

from typing import Any

import pytest

from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.matching import Matcher
from services.matcher.domain.pair import Group
from services.matcher.domain.verdicts import Answer, Verdict
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source

ASKED: dict[str, Any] = {"amount_sought": 1000, "starts_on": "2027-02-01"}
MUST_WAIT: dict[str, Any] = {"not_before": "decision"}
VOLATILE: dict[str, tuple[str, dict[str, Any]]] = {
    "open": ("yes", {"status": "open"}),
    "a maximum": ("yes", {"amounts": [{"max": 2000}]}),
    "a minimum": ("no", {"amounts": [{"min": 2000}]}),
    "a maximum far too low": ("no", {"amounts": [{"max": 50}]}),
    "a closing day": ("yes", {"deadlines": {"kind": "fixed", "dates": ["2026-12-15"]}}),
    "a closing day after the start": ("no", {"deadlines": {"kind": "fixed", "dates": ["2027-02-15"]}}),
    "a yearly day": ("yes", {"deadlines": {"kind": "fixed", "yearly": ["12-15"]}}),
    "weeks before the start": ("no", {"deadlines": {"kind": "before_start", "weeks_before_start": 20}}),
    "a decision in time": ("yes", {"decision_weeks": 4, "start": MUST_WAIT}),
    "a decision too late": ("no", {"decision_weeks": 20, "start": MUST_WAIT}),
    "a decision on a band": ("no", {"amounts": [{"max": 2000, "decision_weeks": 20}], "start": MUST_WAIT}),
}
CRITERION = {"open": "status"} | {name: "amount" for name in VOLATILE if "imum" in name}
STRUCTURAL: dict[str, dict[str, Any]] = {
    "area": {"areas": ["GM0344"]},
    "mechanism": {"mechanism": "referral"},
    "support": {"support": ["volunteers"]},
    "legal_form": {"applicants": [{"form": "foundation", "eligible": "no"}]},
    "costs": {"exclusions": [{"what": "rent"}]},
    "not_started": {"requirements": [{"kind": "not_started", "text": "Nog niet begonnen."}]},
    "themes": {"themes": ["culture"]},
}


def found(seen_on: str | None, facts: dict[str, Any], criterion: str, months: int = 18, **need: Any) -> Verdict:
    source = a_source(**facts, provenance={"verified": True, "seen_on": seen_on})
    matcher = Matcher([source], REGIONS, ShelfLives(months))
    (verdict,) = [v for v in matcher.match_one(a_need(**need), source, TODAY).verdicts if v.criterion == criterion]
    return verdict


def criterion_of(name: str) -> str:
    return CRITERION.get(name) or ("decision" if "decision" in name else "deadline")


@pytest.mark.parametrize("name", VOLATILE)
@pytest.mark.parametrize("seen_on", ["2025-05-22", "2025-05", "2022", None])
def test_what_may_have_changed_becomes_a_question_after_eighteen_months(name: str, seen_on: str | None) -> None:
    answer, facts = VOLATILE[name]
    verdict = found(seen_on, facts, criterion_of(name), **ASKED)
    assert (verdict.answer, verdict.aged, verdict.was_no) == (Answer.UNKNOWN, True, answer == "no")
    assert verdict.missing and verdict.ask == "source"


@pytest.mark.parametrize("name", VOLATILE)
@pytest.mark.parametrize("seen_on", ["2025-05-23", "2025-06", "2026"])
def test_until_then_it_is_believed(name: str, seen_on: str) -> None:
    answer, facts = VOLATILE[name]
    verdict = found(seen_on, facts, criterion_of(name), **ASKED)
    assert (verdict.answer, verdict.aged) == (answer, False)


@pytest.mark.parametrize("criterion", STRUCTURAL)
@pytest.mark.parametrize("seen_on", ["2010", None])
def test_what_is_built_in_keeps_its_verdict(criterion: str, seen_on: str | None) -> None:
    asked: dict[str, Any] = {"amount_sought": 1000, "costs": [{"kind": "rent", "amount": 1000}]}
    verdict = found(seen_on, STRUCTURAL[criterion], criterion, **asked, already_started=True, themes=["meeting"])
    assert verdict.answer is Answer.NO
    assert {fact.date for fact in verdict.facts if fact.origin == "source"} == {seen_on}


@pytest.mark.parametrize("facts", [{"status": "closed"}, {"status": "open", "ends_on": "2024-01-01"}])
@pytest.mark.parametrize("seen_on", ["2010", None, "2026-11-01"])
def test_closed_stays_closed(facts: dict[str, Any], seen_on: str | None) -> None:
    assert found(seen_on, facts, "status").answer is Answer.NO


def test_for_how_long_is_a_setting() -> None:
    facts = {"status": "open"}
    assert found("2025-05-23", facts, "status", months=17).answer is Answer.UNKNOWN
    assert found("2025-05-22", facts, "status", months=19).answer is Answer.YES


def test_an_old_no_comes_after_every_other_unknown() -> None:
    old = {"provenance": {"verified": True, "seen_on": "2022"}, "amounts": [{"min": 2000}]}
    old_no = a_source(id="oud-nee", areas=["GM0599"], **old)
    unknown = a_source(id="z", applicants=[{"form": "school", "eligible": "yes"}])
    order = Matcher([old_no, unknown], REGIONS).match(a_need(amount_sought=1000), TODAY)
    assert [(found.source_id, found.group) for found in order] == [("z", Group.FIND_OUT), ("oud-nee", Group.FIND_OUT)]
