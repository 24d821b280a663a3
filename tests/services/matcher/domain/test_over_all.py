"""Questions over many needs: asked once, the most worthwhile first, and the same as after reckoning out everything."""

from __future__ import annotations

from services.matcher.domain.matching import Matcher
from services.matcher.domain.questions.over_all import OpenNeed, questions_over_all
from services.matcher.domain.questions.simulation import Simulation, is_offered, stand_of
from services.matcher.domain.source_record import source_from_record
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.match_files import read_needs
from tests.services.matcher.domain.build import REGIONS, STALE, TODAY, a_need, a_source
from tests.support.source import ROOT

ANBI = {"requirements": [{"kind": "anbi", "text": "ANBI nodig", "strength": "hard"}]}
APPLICANTS = {"applicants": [{"form": "foundation", "eligible": "yes"}]}


def open_need(need, sources, place_id):
    matcher, by_id = Matcher(sources, REGIONS), {source.id: source for source in sources}
    stands = [stand_of(found) for found in matcher.match(need, TODAY) if is_offered(found)]
    return OpenNeed(need, place_id, Simulation(need, stands, by_id, lambda n, s: matcher.match_one(n, s, TODAY), TODAY))


def keys(found):
    return [question.subject.key for question in found]


def a_coalition():
    sources = [a_source(id=f"oud-{number}", provenance=STALE, **APPLICANTS) for number in range(4)]
    sources += [a_source(id=f"anbi-{number}", **APPLICANTS, **ANBI) for number in range(3)]
    needs = [a_need(id=f"vraag-{number}", title=f"Vraag {number}") for number in range(4)]
    return [open_need(need, sources, "plek-a" if number < 2 else "plek-b") for number, need in enumerate(needs)]


def test_a_fact_of_a_source_is_asked_once_for_all():
    first = questions_over_all(a_coalition(), 20, of_sources=True)[0]
    assert first.subject.path == "source.status"
    assert [one.need.id for one, _question in first.parts] == ["vraag-0", "vraag-1", "vraag-2", "vraag-3"]
    assert first.settles == sum(question.settles for _one, question in first.parts)


def test_a_fact_of_a_place_is_asked_of_that_place_for_all_its_needs():
    found = questions_over_all(a_coalition(), 20, of_sources=False)
    of_anbi = {question.subject.place_id: len(question.parts) for question in found if "anbi" in question.subject.path}
    assert of_anbi == {"plek-a": 2, "plek-b": 2}


def test_a_fact_of_a_need_is_asked_per_need():
    sources = [
        a_source(id="eerst", **APPLICANTS, requirements=[{"kind": "not_started", "text": "x", "strength": "hard"}])
    ]
    needs = [open_need(a_need(id=f"vraag-{number}"), sources, "plek") for number in range(2)]
    found = questions_over_all(needs, 20, of_sources=False)
    assert {question.subject.need_id for question in found if question.subject.path == "need.already_started"} == {
        "vraag-0",
        "vraag-1",
    }


def test_whether_a_form_may_ask_is_another_question_for_another_form():
    sources = [a_source(id="fonds")]
    needs = [
        open_need(a_need({"legal_form": form}, id=f"vraag-{form}"), sources, form)
        for form in ("informal_group", "natural_person")
    ]
    found = questions_over_all(needs, 20, of_sources=True)
    forms = {question.subject.form for question in found if question.subject.path == "source.applicants"}
    assert forms == {"informal_group", "natural_person"}


def real_needs():
    regions = shipped_regions()
    sources = {record["id"]: source_from_record(record) for record in read_catalogue(CATALOGUE_FOLDER, regions).records}
    matcher = CompiledMatcher(sources.values(), regions)
    for need in read_needs([ROOT / "tests" / "quality" / "needs.yaml"], regions)[:5]:
        stands = [stand_of(found) for found in matcher.first(need, TODAY, 20) if is_offered(found)]
        yield OpenNeed(need, need.id, Simulation(need, stands, sources, matcher.supposing(TODAY), TODAY))


def test_stopping_early_gives_what_reckoning_out_all_gives():
    needs = list(real_needs())
    for of_sources in (True, False):
        everything = keys(questions_over_all(needs, 10_000, of_sources=of_sources))
        assert len(everything) > (5 if of_sources else 1)
        for most in (1, 3, 5):
            assert keys(questions_over_all(needs, most, of_sources=of_sources)) == everything[:most]


def test_stopping_early_reckons_out_less():
    needs = list(real_needs())
    questions_over_all(needs, 1, of_sources=True)
    asked = sum(len(one.simulation._asked) for one in needs)
    assert 0 < asked < sum(len(one.simulation.calls()) for one in needs) / 2


def test_what_can_be_settled_is_never_above_the_bound():
    for one in a_coalition():
        for source_id, path in one.simulation.calls():
            question = one.simulation.ask(path, source_id)
            assert question is None or question.settles <= one.simulation.at_most(path, source_id) + 1e-9
        for path in one.simulation.missing_facts():
            question = one.simulation.ask(path)
            assert question is None or question.settles <= one.simulation.at_most(path, None) + 1e-9


def test_what_is_skipped_gives_way():
    first, second = keys(questions_over_all(a_coalition(), 2, of_sources=True))
    assert keys(questions_over_all(a_coalition(), 1, skip=[first], of_sources=True)) == [second]


def test_nothing_is_asked_when_no_answer_changes_any_first_ten():
    sources = [a_source(id=f"goed-{number}", **APPLICANTS) for number in range(10)]
    needs = [open_need(a_need(), sources, "plek")]
    assert questions_over_all(needs, 5, of_sources=True) == []
    assert questions_over_all(needs, 5, of_sources=False) == []
    assert questions_over_all([], 5, of_sources=True) == []
