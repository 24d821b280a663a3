"""The page and the JSON with the questions that settle most over all places of somebody."""

from __future__ import annotations

import pytest

from tests.services.matcher.web.test_pages import text_of, value_of


@pytest.fixture
def need(small_world):
    return small_world.need(small_world.place())


def test_from_the_overview_to_a_question_and_back_again(small_world, need):
    noor = small_world.client(small_world.noor)
    assert 'href="/questions"' in noor.get("/").text
    page = noor.get("/questions")
    assert "Welke vorm heeft uw groep?" in text_of(page)
    assert "Wij keken naar 1 open behoefte" in text_of(page)
    assert "Hier wacht 1 behoefte op." in text_of(page)

    key = f"place.legal_form:{need.row.place_id}"
    asked = noor.get(f"/needs/{need.id}/question?fact=place.legal_form&back={key}")
    assert value_of(asked, "fact") == "place.legal_form"
    assert value_of(asked, "back") == key
    given = {"fact": "place.legal_form", "kind": "one", "back": key, "version": value_of(asked, "version")}

    unknown = noor.post(f"/needs/{need.id}/answers", {**given, "value": ""})
    assert unknown.headers["Location"].startswith("/questions?skip=")
    assert "Welke vorm heeft uw groep?" not in text_of(noor.get(unknown.headers["Location"]))

    told = noor.post(f"/needs/{need.id}/answers", {**given, "value": "foundation"})
    assert told.headers["Location"] == "/questions"
    assert "Welke vorm heeft uw groep?" not in text_of(noor.get("/questions"))


def test_what_was_passed_over_stays_so_after_an_answer(small_world, need):
    noor = small_world.client(small_world.noor)
    key = f"place.legal_form:{need.row.place_id}"
    page = noor.get(f"/needs/{need.id}/question?fact=place.legal_form&back={key}&skip=elders")
    given = {"fact": "place.legal_form", "kind": "one", "back": key, "skip": "elders", "value": "foundation"}
    told = noor.post(f"/needs/{need.id}/answers", {**given, "version": value_of(page, "version")})
    assert told.headers["Location"] == "/questions?skip=elders"


def test_a_wrong_answer_comes_back_with_the_same_question(small_world, need):
    noor = small_world.client(small_world.noor)
    given = {"fact": "place.anbi", "kind": "yes_no", "back": "x", "value": "misschien", "version": "0"}
    sent = noor.post(f"/needs/{need.id}/answers", given)
    assert sent.status_code == 400
    assert (value_of(sent, "fact"), value_of(sent, "back")) == ("place.anbi", "x")


def test_a_fact_that_was_told_or_cannot_be_asked_gives_the_next_question(small_world, need):
    noor = small_world.client(small_world.noor)
    for fact in ("place.name", "source.status", "x"):
        assert value_of(noor.get(f"/needs/{need.id}/question?fact={fact}"), "fact") == "place.legal_form"


def test_without_places_there_is_nothing_to_ask(small_world):
    stranger = small_world.client(small_world.person("Vreemd"))
    page = stranger.get("/questions")
    assert page.status_code == 200
    assert "Er staan geen behoeften open" in text_of(page)


def test_a_visitor_signs_in_first(small_world):
    page = small_world.client().get("/questions")
    assert page.status_code in (302, 303, 401)
    assert small_world.client().get("/api/v1/next-questions").status_code == 401


def test_json_tells_the_same_questions(small_world, need):
    noor = small_world.client(small_world.noor)
    told = noor.get("/api/v1/next-questions").json
    assert told["needs"] == 1
    first = told["toPlaces"][0]
    assert (first["fact"], first["ask"], first["placeId"]) == ("place.legal_form", "place", need.row.place_id)
    assert first["needs"] == [need.id]
    assert first["answers"]
    after = noor.get(f"/api/v1/next-questions?skip={first['key']}").json
    assert first["key"] not in {question["key"] for question in after["toPlaces"]}
    other = small_world.client(small_world.person("Vreemd")).get("/api/v1/next-questions").json
    assert other == {"needs": 0, "left": 0, "toPlaces": [], "toGivers": []}
