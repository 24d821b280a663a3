"""Which question settles most, and what its answers would change."""

from __future__ import annotations

from services.matcher.domain.matching import Matcher
from services.matcher.domain.pair import Group
from services.matcher.domain.questions.minutes import MINUTES
from services.matcher.domain.questions.next_question import key_of, next_questions
from services.matcher.domain.questions.supposing import with_fact
from tests.services.matcher.domain.build import REGIONS, STALE, TODAY, a_need, a_source

ANBI = {"requirements": [{"kind": "anbi", "text": "ANBI nodig", "strength": "hard"}]}
APPLICANTS = {"applicants": [{"form": "foundation", "eligible": "yes"}]}


def asked(need, sources, skip=()):
    matcher = Matcher(sources, REGIONS)
    by_id = {source.id: source for source in sources}
    found = matcher.match(need, TODAY)
    return next_questions(need, found, by_id, lambda n, s: matcher.match_one(n, s, TODAY), TODAY, skip), found


def test_one_fact_that_many_sources_wait_for_is_asked_first():
    sources = [a_source(id=f"bron-{number}", **APPLICANTS, **ANBI) for number in range(4)]
    sources.append(a_source(id="oud", **APPLICANTS, provenance=STALE))
    questions, _ = asked(a_need(), sources)
    first = questions[0]
    assert (first.path, first.source_id, len(first.waiting)) == ("place.anbi", None, 4)
    yes, no = first.outcomes
    assert (yes.code, len(yes.fitting), yes.falling) == ("yes", 4, ())
    assert (no.code, no.fitting, len(no.falling)) == ("no", (), 4)
    assert "source.status" in {question.path for question in questions}


def test_what_an_answer_would_change_is_what_it_does_change():
    sources = [a_source(id=f"bron-{number}", **APPLICANTS, **ANBI) for number in range(3)]
    need = a_need()
    questions, _ = asked(need, sources)
    for code, value in (("yes", True), ("no", False)):
        outcome = next(one for one in questions[0].outcomes if one.code == code)
        after = {
            m.source_id: m.group for m in Matcher(sources, REGIONS).match(with_fact(need, "place.anbi", value), TODAY)
        }
        assert set(outcome.fitting) == {id_ for id_, group in after.items() if group is Group.FITS}
        assert set(outcome.falling) == {id_ for id_, group in after.items() if group is Group.NOT_FOR_YOU}


def test_a_known_fact_is_not_asked_and_a_skipped_one_gives_way():
    sources = [a_source(id="een", **APPLICANTS, **ANBI, provenance=STALE)]
    questions, _ = asked(a_need({"anbi": True}), sources)
    assert [question.path for question in questions] == ["source.status"]
    questions, _ = asked(a_need(), sources)
    assert questions[0].path == "place.anbi"
    rest, _ = asked(a_need(), sources, skip={key_of(questions[0])})
    assert [question.path for question in rest] == ["source.status"]


def test_nothing_is_asked_when_no_answer_changes_the_first_ten():
    settled = [a_source(id=f"goed-{number}", **APPLICANTS) for number in range(10)]
    questions, found = asked(a_need(), settled)
    assert {match.group for match in found} == {Group.FITS}
    assert questions == []


def test_a_source_out_of_reach_is_no_reason_to_ask():
    settled = [a_source(id=f"goed-{number}", themes=["meeting"], **APPLICANTS) for number in range(10)]
    far = a_source(id="ver", areas=["GM0344"], **APPLICANTS, **ANBI)
    assert asked(a_need(themes=["meeting"]), [*settled, far])[0] == []


def test_the_legal_form_opens_one_way_and_shuts_another():
    sources = [
        a_source(id="stichting", applicants_complete=True, **APPLICANTS),
        a_source(id="groep", applicants_complete=True, applicants=[{"form": "informal_group", "eligible": "yes"}]),
    ]
    questions, _ = asked(a_need({"legal_form": None}), sources)
    first = questions[0]
    assert first.path == "place.legal_form"
    by_code = {outcome.code: outcome for outcome in first.outcomes}
    assert by_code["foundation"].fitting == ("stichting",)
    assert by_code["informal_group"].fitting == ("groep",)


def test_a_form_that_is_not_named_is_a_question_for_the_phone():
    source = a_source(id="fonds")
    questions, _ = asked(a_need({"legal_form": "informal_group"}), [source])
    call = next(question for question in questions if question.path == "source.applicants")
    assert call.source_id == "fonds"
    assert [(o.code, o.fitting, o.falling) for o in call.outcomes] == [("yes", ("fonds",), ()), ("no", (), ("fonds",))]


def test_the_order_is_the_same_each_time():
    sources = [a_source(id=f"bron-{number}", **ANBI, provenance=STALE) for number in range(5)]
    one, _ = asked(a_need(), sources)
    two, _ = asked(a_need(), list(reversed(sources)))
    assert [key_of(question) for question in one] == [key_of(question) for question in two]
    assert len(one) > 1


def test_every_cost_has_its_reason():
    assert all(effort.minutes > 0 and effort.why for effort in MINUTES.values())
