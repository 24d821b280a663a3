"""The compiled matcher gives the answers of the plain one, whatever it remembers and however it came to its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import CRITERIA, REQUIREMENT_CRITERIA
from services.matcher.domain.matching import Matcher
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from services.matcher.engine import reads
from services.matcher.engine.edition import Edition
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.match_files import read_needs
from tests.services.matcher.domain.build import REGIONS
from tests.services.matcher.engine.made import TODAY, Maker
from tests.support.source import ROOT


@cache
def real() -> tuple[list[Source], Regions, tuple[Need, ...]]:
    regions = shipped_regions()
    records = read_catalogue(CATALOGUE_FOLDER, regions).records
    needs = read_needs([ROOT / "tests" / "quality" / "needs.yaml"], regions)
    return [source_from_record(record) for record in records], regions, needs


def made(seed: int, sources: int, needs: int) -> tuple[list[Source], list[Need]]:
    maker = Maker(seed)
    return [maker.source(number) for number in range(sources)], [maker.need(number) for number in range(needs)]


def essence(match: Match) -> tuple[Any, ...]:
    return (*listed(match), match.parts, match.verdicts)


def listed(match: Match) -> tuple[Any, ...]:
    return (match.source_id, match.eligibility, match.group, match.score, match.is_signpost, match.hides, match.was_no)


def same(compiled: CompiledMatcher, plain: Matcher, need: Need, today: date) -> None:
    expected = plain.match(need, today)
    assert [listed(match) for match in compiled.match(need, today)] == [listed(match) for match in expected]
    open_ = [match for match in expected if match.group is not Group.NOT_FOR_YOU]
    assert [essence(match) for match in compiled.first(need, today)] == [essence(match) for match in open_[:20]]


IN_ROWS, IN_COLUMNS = 10_000, 0
in_both_ways = pytest.mark.parametrize("rows_up_to", [IN_ROWS, IN_COLUMNS], ids=["rows", "columns"])


@in_both_ways
def test_the_real_catalogue(rows_up_to: int) -> None:
    sources, regions, needs = real()
    plain, compiled = Matcher(sources, regions), CompiledMatcher(sources, regions, rows_up_to=rows_up_to)
    assert len(needs) == 10
    for need in needs:
        same(compiled, plain, need, TODAY)


@in_both_ways
def test_made_records_on_changing_days(rows_up_to: int) -> None:
    sources, needs = made(21, 120, 24)
    plain, compiled = Matcher(sources, REGIONS), CompiledMatcher(sources, REGIONS, rows_up_to=rows_up_to)
    for number, need in enumerate(needs):
        same(compiled, plain, need, TODAY + timedelta(days=number % 3))


@in_both_ways
def test_changes_of_single_sources(rows_up_to: int) -> None:
    sources, needs = made(22, 60, 12)
    compiled = CompiledMatcher(sources[:40], REGIONS, edition=Edition.of(sources), rows_up_to=rows_up_to)
    now = {source.id: source for source in sources[:40]}
    renewed, _ = made(23, 60, 0)
    for number, need in enumerate(needs):
        for source in (renewed[number], sources[40 + number]):
            now[source.id] = source
            compiled.put(source)
        gone = f"bron-{20 + number:05d}"
        now.pop(gone)
        compiled.drop(gone)
        fresh = CompiledMatcher(now.values(), REGIONS, edition=Edition.of(sources))
        for other in (need, needs[0]):
            assert [listed(m) for m in compiled.match(other, TODAY)] == [listed(m) for m in fresh.match(other, TODAY)]
            assert [listed(m) for m in compiled.first(other, TODAY)] == [listed(m) for m in fresh.first(other, TODAY)]


@in_both_ways
def test_a_changed_matcher_is_as_one_made_anew_and_leaves_the_old_as_it_was(rows_up_to: int) -> None:
    sources, needs = made(25, 60, 6)
    renewed, _ = made(26, 10, 0)
    first = CompiledMatcher(sources, REGIONS, rows_up_to=rows_up_to)
    before = [[listed(m) for m in first.match(need, TODAY)] for need in needs]
    gone = {source.id for source in sources[30:40]}
    second = first.changed(renewed, gone)
    left = [source for source in (*renewed, *sources[10:]) if source.id not in gone]
    for need in needs:
        same(second, Matcher(left, REGIONS), need, TODAY)
    assert [[listed(m) for m in first.match(need, TODAY)] for need in needs] == before


@in_both_ways
def test_the_reverse_match_gives_the_forward_answers(rows_up_to: int) -> None:
    sources, needs = made(27, 60, 30)
    plain = Matcher(sources, REGIONS)
    backward = CompiledMatcher(sources, REGIONS, rows_up_to=rows_up_to).against(needs[:20])
    backward.drop(needs[0].id)
    for need in needs[20:]:
        backward.put(need)
    for source in sources:
        found = {id_: (r.score, r.group, r.eligibility) for id_, r in backward.matches(source, TODAY).items()}
        forward = {need.id: plain.match_one(need, source, TODAY) for need in needs[1:]}
        open_ = {id_: match for id_, match in forward.items() if match.group is not Group.NOT_FOR_YOU}
        assert found == {id_: (m.score, m.group, m.eligibility) for id_, m in open_.items()}


def test_one_match_also_of_a_source_that_is_not_among_them() -> None:
    sources, needs = made(24, 30, 3)
    plain, compiled = Matcher(sources[:20], REGIONS), CompiledMatcher(sources[:20], REGIONS)
    for need in needs:
        for source in sources:
            assert essence(compiled.match_one(need, source, TODAY)) == essence(plain.match_one(need, source, TODAY))


class Watched:
    """A need, or its place, that keeps the names of what was read of it."""

    def __init__(self, thing: Any, names: set[str], prefix: str = "") -> None:
        self._thing, self._names, self._prefix = thing, names, prefix

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._thing, name)
        if name == "place":
            return Watched(value, self._names, "place.")
        self._names.add(self._prefix + name)
        return value


def seen_by(criterion: Any, arguments: tuple[Any, ...], need: Need, source: Source, context: Context) -> set[str]:
    names: set[str] = set()
    criterion(*arguments, Watched(need, names), source, context)
    return names


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda item: f"{item.__module__.rsplit('.', 1)[1]}.{item.__name__}")
def test_what_a_criterion_reads_is_declared(criterion: Any) -> None:
    sources, needs = made(31, 60, 30)
    matcher = Matcher(sources, REGIONS)
    found = set().union(*(seen_by(criterion, (), n, s, matcher.context(n, TODAY)) for n in needs for s in sources))
    assert found <= {name.split("[")[0] for name in reads.OF_CRITERION[criterion]}


@pytest.mark.parametrize("kind", REQUIREMENT_CRITERIA)
def test_what_a_requirement_reads_is_declared(kind: str) -> None:
    sources, needs = made(32, 200, 30)
    matcher, criterion = Matcher(sources, REGIONS), REQUIREMENT_CRITERIA[kind]
    rules = [(rule, source) for source in sources for rule in source.requirements_of(kind)]
    assert rules
    found = set().union(*(seen_by(criterion, (r,), n, s, matcher.context(n, TODAY)) for n in needs for r, s in rules))
    assert found <= set(reads.OF_REQUIREMENT[kind])


def test_what_ifs_are_judged_like_any_match() -> None:
    sources, regions, needs = real()
    compiled, need = CompiledMatcher(sources, regions), needs[0]
    judge = compiled.supposing(TODAY)
    for source in sources[::7]:
        open_now = replace(source, status="open")
        for supposed in (need, replace(need, already_started=True)):
            assert essence(judge(supposed, open_now)) == essence(compiled.match_one(supposed, open_now, TODAY))
