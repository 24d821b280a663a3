"""Columns answer every pair as the rules do, in both directions, with each criterion in each of its answers."""

from __future__ import annotations

from services.matcher.domain.criteria.every import CRITERIA
from services.matcher.domain.landlords import Landlords
from services.matcher.domain.matching import Matcher
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.verdicts import Answer
from services.matcher.engine import reads
from services.matcher.engine.columns.alike import ALIKE
from services.matcher.engine.columns.keys import OF_SOURCE, WITHOUT_EFFECT
from services.matcher.engine.columns.points import tenths
from services.matcher.engine.matcher import CompiledMatcher
from tests.services.matcher.domain.build import REGIONS
from tests.services.matcher.engine.made import TODAY, Maker
from tests.services.matcher.engine.test_index import CRITERIA as ALL_CRITERIA
from tests.services.matcher.engine.test_index import ONLY

SOURCES, NEEDS = 340, 60
PARTS = {"purpose", "local", "cover", "certainty", "time", "effort"}


def test_every_pair_in_both_directions() -> None:
    maker = Maker(7)
    sources = [maker.source(number) for number in range(SOURCES)]
    needs = [maker.need(number) for number in range(NEEDS)]
    plain, compiled = Matcher(sources, REGIONS), CompiledMatcher(sources, REGIONS, rows_up_to=0)
    judged = {(n.id, s.id): plain.match_one(n, s, TODAY) for n in needs for s in sources}
    assert len(judged) >= 20_000
    heard = {(verdict.criterion, verdict.answer) for match in judged.values() for verdict in match.verdicts}
    assert heard - {("purpose", Answer.UNKNOWN)} == {
        (name, answer) for name in ALL_CRITERIA for answer in ONLY.get(name, set(Answer))
    }
    for need in needs:
        for match in compiled.match(need, TODAY):
            expected = judged[need.id, match.source_id]
            assert outcome(match) == outcome(expected), (need, expected)
            assert (match.is_signpost, match.was_no) == (expected.is_signpost, expected.was_no)
    backward = compiled.against(needs)
    for source in sources:
        found = {id_: (r.score, r.group, r.eligibility) for id_, r in backward.matches(source, TODAY).items()}
        forward = {need.id: judged[need.id, source.id] for need in needs}
        assert found == {id_: outcome(m) for id_, m in forward.items() if m.group is not Group.NOT_FOR_YOU}, source


def outcome(match: Match) -> tuple[float, Group, Answer]:
    return match.score, match.group, match.eligibility


def test_a_catalogue_may_outgrow_its_rows_and_shrink_again() -> None:
    maker = Maker(44)
    sources, needs = [maker.source(number) for number in range(60)], [maker.need(number) for number in range(4)]
    small = CompiledMatcher(sources[:30], REGIONS, rows_up_to=40)
    large = small.changed(sources[30:], ())
    again = large.changed((), [source.id for source in sources[30:]])
    for need in needs:
        assert listed(large, need) == [(m.source_id, *outcome(m)) for m in Matcher(sources, REGIONS).match(need, TODAY)]
        assert listed(again, need) == listed(small, need)


def listed(matcher: CompiledMatcher, need: Need) -> list[tuple[str, float, Group, Answer]]:
    return [(match.source_id, *outcome(match)) for match in matcher.match(need, TODAY)]


def test_no_criterion_is_asked_for_every_single_pair() -> None:
    """Slow, not wrong: a new criterion wants a place in one of these tables."""
    by_key = OF_SOURCE.keys() & reads.OF_CRITERION.keys()
    assert set(CRITERIA) == by_key | ALIKE.keys() | WITHOUT_EFFECT


def test_all_parts_of_the_score_are_reckoned() -> None:
    """The part chance comes after the engine: scoring/chance.py."""
    assert set(WEIGHTS) == PARTS | {"chance"}


def test_points_are_rounded_as_python_rounds() -> None:
    most = WEIGHTS["purpose"].points
    values = [tenth / (10 * most) + half / (20 * most) for tenth in range(10 * most) for half in range(2)]
    expected = [round(10 * round(most * value, 1)) for value in values]
    assert tenths(["purpose"], [values])[0].tolist() == expected


def test_landlords_are_found_by_their_whole_name_only() -> None:
    maker = Maker(43)
    needs = [maker.need(number) for number in range(60)]
    sources = [maker.source(number) for number in range(60)]
    landlords = Landlords(sources)
    named = [landlords.named_by(need) for need in needs]
    woonstad = {s.id for s in sources if s.provider_kind == "housing_association" and s.provider == "Woonstad"}
    assert woonstad
    assert {frozenset[str](), frozenset(woonstad)} == set(named)
    assert all(bool(ids) == ("van Woonstad" in need.description) for need, ids in zip(needs, named, strict=True))
    landlords.drop(min(woonstad))
    assert min(woonstad) not in frozenset().union(*(landlords.named_by(need) for need in needs))
