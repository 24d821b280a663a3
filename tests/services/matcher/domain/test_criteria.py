"""Every criterion against its table of cases: what it answers, what it found, and what marks it carries."""

from __future__ import annotations

from typing import Any

import pytest

from services.matcher.domain.criteria.every import REQUIREMENT_CRITERIA
from services.matcher.domain.matching import Matcher
from services.matcher.domain.verdicts import Answer
from shared.contracts.codes import codes
from tests.services.matcher.domain.build import REGIONS, STALE, TODAY, a_need, a_source, verdict
from tests.services.matcher.domain.criterion_cases import CASES, GROUP, NO, SILENT, UNKNOWN, rule
from tests.services.matcher.engine.test_index import CRITERIA, ONLY

ELSEWHERE = {("landlord", NO), ("frequency", NO)}
"""What takes more than a need and a source: another landlord, earlier awards."""


def test_every_criterion_has_a_case_for_each_answer_it_can_give() -> None:
    told = {(case[0], case[3]) for case in CASES}
    possible = {(name, answer.value) for name in CRITERIA for answer in ONLY.get(name, set(Answer))}
    assert told <= possible
    assert possible - told <= ELSEWHERE


def test_another_landlord_than_the_one_that_is_named_is_rather_not() -> None:
    own, other = (
        a_source(id=id_, provider_kind="housing_association", provider=name)
        for id_, name in (("a", "Bo-Ex"), ("b", "Woonbron"))
    )
    match = Matcher([own, other], REGIONS).match_one(a_need(description="Wij huren van Bo-Ex."), other, TODAY)
    (found,) = [item for item in match.verdicts if item.criterion == "landlord"]
    assert (found.answer, found.finding, found.is_hard) == (NO, "landlord_other", False)


def test_every_reason_is_one_of_the_list() -> None:
    for criterion, need, source, *_ in CASES:
        found = verdict(criterion, a_need(**need), a_source(**source))
        assert found is not None and found.reason in codes("reason")


@pytest.mark.parametrize(
    ("criterion", "need", "source", "answer", "finding"),
    CASES,
    ids=[f"{number}-{case[4]}" for number, case in enumerate(CASES)],
)
def test_case(criterion: str, need: dict[str, Any], source: dict[str, Any], answer: str, finding: str) -> None:
    found = verdict(criterion, a_need(**need), a_source(**source))
    assert found is not None
    assert (found.answer, found.finding) == (answer, finding)
    if answer == UNKNOWN:
        assert found.missing and found.ask, "an unknown names the missing fact and who can give it"


@pytest.mark.parametrize(("criterion", "need", "source"), SILENT)
def test_what_a_source_does_not_say_imposes_nothing(
    criterion: str, need: dict[str, Any], source: dict[str, Any]
) -> None:
    assert verdict(criterion, a_need(**need), a_source(**source)) is None


def test_every_kind_of_requirement_has_a_case() -> None:
    assert set(REQUIREMENT_CRITERIA) <= {case[0] for case in CASES}


def test_a_rule_for_another_amount_holds_as_long_as_the_amount_is_not_known() -> None:
    assert verdict("check", a_need(), a_source(**rule("check", when_amount_above=100))) is not None


@pytest.mark.parametrize("kind", ["anbi", "tenure", "people", "not_started"])
def test_a_soft_rule_never_counts_for_eligibility(kind: str) -> None:
    facts = {"any_of": ["owner"], "role": "initiators", "at_least": 9, "strength": "soft"}
    need = a_need(place={"anbi": False, "tenure": "none"}, initiators=1, already_started=True)
    found = verdict(kind, need, a_source(**rule(kind, **facts)))
    assert found is not None
    assert found.answer == NO
    assert not found.is_hard


def test_old_facts_become_unknown_and_an_old_no_stays_marked() -> None:
    need = a_need(amount_sought=400)
    old_no = verdict("amount", need, a_source(amounts=[{"min": 500}], provenance=STALE))
    old_yes = verdict("amount", need, a_source(amounts=[{"max": 500}], provenance=STALE))
    assert old_no is not None and (old_no.aged, old_no.was_no) == (True, True)
    assert old_yes is not None and (old_yes.aged, old_yes.was_no) == (True, False)


def test_structural_facts_keep_their_verdict_whatever_their_age() -> None:
    source = a_source(areas=["GM0344"], provenance=STALE)
    found = verdict("area", a_need(), source)
    assert found is not None
    assert found.answer == NO
    assert found.facts[0].date == "2022"


@pytest.mark.parametrize(
    ("rule_text", "need", "against"),
    [
        ("Het project komt niet elk jaar terug.", {"description": "Elk jaar lopen wij met lampionnen."}, True),
        ("Het project komt niet elk jaar terug.", {}, False),
        ("De organisatie staat bij de KvK.", {"place": GROUP}, True),
        ("De organisatie staat bij de KvK.", {}, False),
        ("De activiteit gaat verder dan een gebied.", {}, True),
        ("De activiteit gaat verder dan een gebied.", {"area": "GM0599"}, False),
    ],
)
def test_a_free_rule_that_speaks_against_the_need_stays_a_question(
    rule_text: str, need: dict[str, Any], against: bool
) -> None:
    found = verdict("check", a_need(**need), a_source(requirements=[{"kind": "check", "text": rule_text}]))
    assert found is not None
    assert (found.answer, found.unlikely) == (UNKNOWN, against)
