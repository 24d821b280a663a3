"""The question that settles most: on the page with matches, on its own page, and as JSON."""

from __future__ import annotations

import pytest

from services.matcher.usecases.asking.next_question import next_question
from services.matcher.usecases.needs.find_matches import find_matches
from services.matcher.usecases.places.place import see_place
from tests.services.matcher.web.test_pages import text_of, value_of


@pytest.fixture
def need(small_world):
    """A need whose place has no legal form told yet."""
    return small_world.need(small_world.place())


def test_the_page_asks_and_the_answer_counts_at_once(small_world, need):
    ctx, noor = small_world.ctx, small_world.client(small_world.noor)
    page = noor.get(f"/needs/{need.id}/matches")
    assert page.status_code == 200
    assert "De vraag die het meest oplevert" in text_of(page)
    assert value_of(page, "fact") == "place.legal_form"

    before = {m.source_id: m.group for m in find_matches(ctx, small_world.noor, need.id).matches}
    question = next_question(ctx, small_world.noor, need.id)
    assert question is not None
    given = {"fact": "place.legal_form", "kind": "one", "value": "foundation", "version": value_of(page, "version")}
    sent = noor.post(f"/needs/{need.id}/answers", given)
    assert sent.status_code == 303
    after = {m.source_id: m.group for m in find_matches(ctx, small_world.noor, need.id).matches}
    assert before != after
    foundation = next(answer for answer in question.answers if answer.text == "stichting")
    assert foundation.fitting
    assert all(after[source_id].value == "fits" for source_id in foundation.fitting if source_id in after)
    assert value_of(noor.get(f"/needs/{need.id}/matches"), "fact") != "place.legal_form"


def test_a_fact_of_the_place_is_kept_with_its_day(small_world, need):
    noor = small_world.client(small_world.noor)
    sent = noor.post(f"/needs/{need.id}/answers", {"fact": "place.anbi", "value": "yes", "version": "0"})
    assert sent.status_code == 303
    told = see_place(small_world.ctx, small_world.noor, need.row.place_id).facts.facts["anbi"]
    assert (told["value"], told["told_on"]) == (True, "2026-11-22")


def test_a_fact_of_the_need_is_kept_and_the_rest_stays(small_world, need):
    noor = small_world.client(small_world.noor)
    given = {"fact": "need.participants", "value": "40", "version": str(need.row.version)}
    assert noor.post(f"/needs/{need.id}/answers", given).status_code == 303
    document = find_matches(small_world.ctx, small_world.noor, need.id).placed.row.document
    assert document["participants"] == 40
    assert document["title"] == need.row.title


@pytest.mark.parametrize(
    ("fact", "value", "version", "status"),
    [
        ("place.anbi", "misschien", "0", 400),
        ("place.anbi", "yes", "7", 412),
        ("place.name", "Anders", "0", 400),
        ("source.status", "open", "0", 400),
        ("need.title", "Anders", "1", 400),
        ("need.ends_on", "2025-01-01", "1", 400),
    ],
)
def test_what_cannot_be_kept_is_said(small_world, need, fact, value, version, status):
    noor = small_world.client(small_world.noor)
    sent = noor.post(f"/needs/{need.id}/answers", {"fact": fact, "value": value, "version": version})
    assert sent.status_code == status
    assert "De volgende vraag" in text_of(sent)
    placed = find_matches(small_world.ctx, small_world.noor, need.id).placed
    assert (placed.row.document, placed.place.facts.facts) == (need.row.document, {})


def test_who_does_not_know_gets_another_question(small_world, need):
    noor = small_world.client(small_world.noor)
    sent = noor.post(
        f"/needs/{need.id}/answers", {"fact": "place.legal_form", "kind": "one", "value": "", "version": "1"}
    )
    assert sent.status_code == 303
    page = noor.get(sent.headers["Location"])
    assert page.status_code == 200
    assert value_of(page, "fact") != "place.legal_form"
    assert "stichting" not in (value_of(page, "value") or "")


def test_the_json_names_the_fact_and_both_ways(small_world, need):
    noor = small_world.client(small_world.noor)
    question = noor.get(f"/api/v1/needs/{need.id}/next-question").json["question"]
    assert (question["fact"], question["ask"]) == ("place.legal_form", "place")
    assert len(question["answers"]) > 1
    assert any(answer["fitting"] for answer in question["answers"])
    other = noor.get(f"/api/v1/needs/{need.id}/next-question?skip={question['key']}").json["question"]
    assert other["key"] != question["key"]


def test_a_call_has_words_to_read_aloud(small_world):
    need = small_world.need(small_world.place(legal_form="foundation"))
    question = next_question(small_world.ctx, small_world.noor, need.id)
    seen: set[str] = set()
    while question and not question.source and len(seen) < 30:
        seen.add(question.key)
        question = next_question(small_world.ctx, small_world.noor, need.id, seen)
    assert question is not None and question.source is not None
    assert "Goedendag, ik bel namens Buurtkamer Bospolder" in question.read_aloud
    assert question.source.name in question.read_aloud


def test_a_stranger_sees_no_question(small_world, need):
    stranger = small_world.client(small_world.person("Sam"))
    assert stranger.get(f"/needs/{need.id}/question").status_code == 404
    assert stranger.get(f"/api/v1/needs/{need.id}/next-question").status_code == 404
    sent = stranger.post(f"/needs/{need.id}/answers", {"fact": "place.anbi", "value": "yes", "version": "0"})
    assert sent.status_code == 404
    assert small_world.client().get(f"/api/v1/needs/{need.id}/next-question").status_code == 401
