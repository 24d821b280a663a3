"""Chances from decisions here: shrunk to the kind of giver, no number from few, a score part only where they are."""

from __future__ import annotations

from datetime import date

import pytest

from services.matcher.domain.chance.decision import OwnDecision
from services.matcher.domain.chance.own import chances_of, judge_in_order, swings_of
from services.matcher.domain.matching import Matcher
from services.matcher.domain.scoring.chance import with_chances
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.engine.matcher import CompiledMatcher
from tests.services.matcher.domain.build import REGIONS, TODAY, a_need, a_source

ON = date(2026, 1, 1)


def decisions(source_id: str, granted: int, refused: int, kind: str = "fund") -> list[OwnDecision]:
    yes = [OwnDecision(source_id, kind, ON, True, 1.0)] * granted
    return [*yes, *[OwnDecision(source_id, kind, ON, False)] * refused]


def test_fewer_than_five_decisions_give_no_number_whatever_its_kind_did() -> None:
    known = [*decisions("few", 4, 0), *decisions("many", 20, 20)]
    assert set(chances_of(known)) == {"many"}
    assert set(swings_of(known)) == {"many"}


def test_a_source_is_shrunk_to_the_givers_of_its_kind() -> None:
    same = decisions("a", 3, 2)
    generous = chances_of([*same, *decisions("b", 40, 0)])["a"]
    strict = chances_of([*same, *decisions("b", 0, 40)])["a"]
    other_kind = chances_of([*same, *decisions("b", 0, 40, kind="government")])["a"]
    assert strict.expected < other_kind.expected < generous.expected
    assert (generous.low, generous.high) > (0, 0)


def test_an_award_of_which_the_part_is_not_known_counts_as_granted_and_not_as_a_part() -> None:
    unknown = [OwnDecision("a", "fund", ON, True, None)] * 6
    chance = chances_of([*unknown, *decisions("a", 6, 0)])["a"]
    assert (chance.granted, chance.decisions) == (12, 12)
    assert chance.share == pytest.approx(1.0)
    assert chances_of(unknown)["a"].share is None


def test_swings_go_up_and_down_around_what_is_usual() -> None:
    swings = swings_of([*decisions("kind", 10, 0), *decisions("strict", 0, 10)])
    assert -1 < swings["strict"] < 0 < swings["kind"] < 1
    assert abs(swings_of(decisions("only", 30, 10))["only"]) < 0.02


def test_looking_back_needs_five_chances_that_could_have_been_seen() -> None:
    assert judge_in_order(decisions("a", 9, 0)) is None
    figures = judge_in_order(decisions("a", 10, 0))
    assert figures is not None
    assert figures.predictions == 5
    assert 0 == figures.base_rate < figures.brier < 0.1


def test_looking_back_uses_only_what_came_before() -> None:
    turned = judge_in_order([*decisions("a", 10, 0), *decisions("a", 0, 1)])
    assert turned is not None
    assert turned.base_rate == pytest.approx(1 / 6), "the last was said to be certain"


SOURCES = [a_source(id=name, summary=f"Geld voor {name}.") for name in ("a", "b", "c")]


@pytest.mark.parametrize("matcher", [Matcher(SOURCES, REGIONS), CompiledMatcher(SOURCES, REGIONS)])
def test_without_history_everything_stays_as_it_was(matcher: Matcher | CompiledMatcher) -> None:
    matches = matcher.match(a_need(), TODAY)
    assert with_chances(matches, {}) is matches
    assert with_chances(matches, {"elsewhere": 0.5}) is matches


@pytest.mark.parametrize("matcher", [Matcher(SOURCES, REGIONS), CompiledMatcher(SOURCES, REGIONS)])
def test_a_known_chance_lifts_or_lowers_that_source_alone(matcher: Matcher | CompiledMatcher) -> None:
    before = {match.source_id: match for match in matcher.match(a_need(), TODAY)}
    weighed = with_chances(list(before.values()), {"c": 0.5, "a": -0.5})
    assert [match.source_id for match in weighed] == ["c", "b", "a"]
    by_id = {match.source_id: match for match in weighed}
    most = WEIGHTS["chance"].points
    assert dict(by_id["c"].parts)["chance"] == most / 2
    assert by_id["c"].score == pytest.approx(before["c"].score + most / 2)
    assert by_id["a"].score == pytest.approx(before["a"].score - most / 2)
    assert by_id["b"] is before["b"]
    for match in weighed:
        assert match.score == pytest.approx(sum(points for _, points in match.parts), abs=0.05)
        assert 0 <= match.score <= 100


def test_a_chance_never_brings_a_source_into_another_group() -> None:
    closed = a_source(id="dicht", status="closed")
    matches = Matcher([*SOURCES, closed], REGIONS).match(a_need(), TODAY)
    weighed = with_chances(matches, {"dicht": 1.0})
    assert weighed[-1].source_id == "dicht"
    assert weighed[-1].group == "not_for_you"
