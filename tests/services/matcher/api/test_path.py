"""The whole path as a program walks it: place, need, matches; and what is refused on the way."""

from __future__ import annotations

import base64

import pytest
from openapi_spec_validator import validate

from services.matcher.api import openapi_document
from shared.access.actors import Role
from tests.services.matcher.world import BOSPOLDER

API = "/api/v1"
NEED = {
    "title": "Straatborrel",
    "description": "Een borrel op de stoep.",
    "support": ["money"],
    "amountSought": "€ 2.500,00",
    "startsOn": "2026-12-19",
}


@pytest.fixture
def place(small_world):
    return small_world.place()


@pytest.fixture
def noor(small_world, place):
    return small_world.client(small_world.noor)


def errors_of(answer):
    """The fields and codes of a problem."""
    assert answer.mimetype == "application/problem+json"
    return {(error["field"], error["code"]) for error in answer.json["errors"]}


def made_need(client, place, **more):
    answer = client.send("POST", f"{API}/needs", {**NEED, "placeId": place.id, **more}, Idempotency_Key="k")
    assert answer.status_code == 201, answer.text
    return answer


def test_from_place_to_match(small_world):
    client = small_world.client(small_world.noor)
    found = client.get(f"{API}/regions?query=bospolder").json["items"]
    assert [region["code"] for region in found] == [BOSPOLDER]

    place = client.send("POST", f"{API}/places", {"name": "Tuin", "area": BOSPOLDER}, Idempotency_Key="p")
    assert (place.status_code, place.headers["ETag"]) == (201, '"0"')
    place_url = place.headers["Location"]
    told = client.send("PATCH", place_url, {"legalForm": "x"}, If_Match='"0"')
    assert errors_of(told) == {("legalForm", "unknown_field")}
    told = client.send("PATCH", place_url, {"volunteers": 5, "anbi": None}, If_Match='"0"')
    assert (told.json["volunteers"], told.json["anbi"], told.headers["ETag"]) == (5, None, '"1"')

    need = client.send("POST", f"{API}/needs", {**NEED, "placeId": place.json["id"]}, Idempotency_Key="n")
    assert (need.status_code, need.json["amountSought"], need.json["state"]) == (201, "2500", "open")
    matches = client.get(f"{need.headers['Location']}/matches?top=3")
    first = matches.json["items"][0]
    assert set(first) >= {"id", "eligibility", "group", "score", "reasons", "bestReasons", "check", "checkedOn"}
    assert set(first["reasons"][0]) >= {"code", "verdict", "fact", "value", "text", "missing", "ask"}
    assert matches.json["reckonedOn"] == "2026-11-22"
    one = client.get(f"{need.headers['Location']}/matches/{first['id']}")
    assert (one.json["id"], one.json["group"]) == (first["id"], first["group"])


def test_every_error_comes_at_once_under_the_names_that_were_sent(noor, place):
    body = {**NEED, "placeId": place.id, "amountSought": "-1", "totalBudget": "twee", "themes": ["x"], "kleur": "rood"}
    answer = noor.send("POST", f"{API}/needs", {**body, "costs": [{"kind": "x", "bedrag": 1}]}, Idempotency_Key="k")
    assert answer.status_code == 400
    assert errors_of(answer) == {
        ("kleur", "unknown_field"),
        ("amountSought", "negative"),
        ("totalBudget", "not_a_number"),
        ("themes", "unknown_code"),
        ("costs.0.kind", "unknown_code"),
        ("costs.0.bedrag", "unknown_field"),
        ("costs.0.amount", "required"),
    }
    assert noor.get(f"{API}/needs").json["items"] == []


@pytest.mark.parametrize("body", [[], "tekst", None, 3])
def test_a_body_that_is_no_object_is_refused(noor, body):
    assert noor.send("POST", f"{API}/needs", body, Idempotency_Key="k").status_code in (400, 415)


def test_a_repeat_with_the_same_key_gives_the_same_answer(noor, place):
    first, again = made_need(noor, place), made_need(noor, place)
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    other = noor.send("POST", f"{API}/needs", {**NEED, "placeId": place.id, "title": "Anders"}, Idempotency_Key="k")
    assert other.status_code == 422
    assert len(noor.get(f"{API}/needs").json["items"]) == 1


def test_a_write_without_its_headers_is_refused(noor, place):
    assert errors_of(noor.send("POST", f"{API}/needs", {**NEED, "placeId": place.id})) == {
        ("Idempotency-Key", "required")
    }
    url = made_need(noor, place).headers["Location"]
    assert noor.send("PUT", url, NEED).status_code == 428
    assert noor.send("PUT", url, NEED, If_Match='W/"1"').status_code == 412


def test_of_two_changes_with_one_version_the_second_is_stale(noor, place):
    url = made_need(noor, place).headers["Location"]
    changed = noor.send("PATCH", url, {"title": "Eerste"}, If_Match='"1"')
    assert (changed.json["title"], changed.json["amountSought"], changed.headers["ETag"]) == ("Eerste", "2500", '"2"')
    late = noor.send("PATCH", url, {"title": "Tweede"}, If_Match='"1"')
    assert (late.status_code, late.json["currentVersion"]) == (412, 2)


def test_null_takes_a_fact_back_and_put_replaces_all(noor, place):
    url = made_need(noor, place).headers["Location"]
    assert "amountSought" not in noor.send("PATCH", url, {"amountSought": None}, If_Match='"1"').json
    replaced = noor.send("PUT", url, {k: NEED[k] for k in ("title", "description", "support")}, If_Match='"2"')
    assert "startsOn" not in replaced.json


def test_closing_twice_with_one_key_is_one_closing(noor, place):
    url = made_need(noor, place).headers["Location"]
    first = noor.send("POST", f"{url}/closings", Idempotency_Key="c", If_Match='"1"')
    assert (first.status_code, first.json["state"]) == (200, "closed")
    again = noor.send("POST", f"{url}/closings", Idempotency_Key="c", If_Match='"1"')
    assert (again.status_code, again.json["state"]) == (200, "closed")
    refused = noor.send("POST", f"{url}/closings", Idempotency_Key="d", If_Match='"2"')
    assert (refused.status_code, refused.json["allowedEvents"]) == (409, ["reopen"])
    opened = noor.send("POST", f"{url}/reopenings", Idempotency_Key="e", If_Match='"2"')
    assert opened.json["state"] == "open"


def test_another_place_gets_404_for_everything_and_a_visitor_401(small_world, noor, place):
    url = made_need(noor, place).headers["Location"]
    other = small_world.client(small_world.person("Vreemd", Role.BOARD, small_world.place("Elders").id))
    paths = [url, f"{url}/matches", f"{url}/matches/oranje-fonds", f"{API}/places/{place.id}"]
    assert {other.get(path).status_code for path in paths} == {404}
    assert other.send("PUT", url, NEED, If_Match='"1"').status_code == 404
    assert other.send("PATCH", f"{API}/places/{place.id}", {"anbi": True}, If_Match='"0"').status_code == 404
    body = {**NEED, "placeId": place.id}
    assert other.send("POST", f"{API}/needs", body, Idempotency_Key="k").status_code == 404
    assert other.get(f"{API}/needs?placeId={place.id}").json["items"] == []
    visitor = small_world.client()
    assert {visitor.get(path).status_code for path in [*paths, f"{API}/needs", f"{API}/places"]} == {401}


def test_matches_page_by_cursor(noor, place):
    url = made_need(noor, place).headers["Location"]
    first = noor.get(f"{url}/matches?top=2&group=find_out")
    second = noor.get(first.headers["Link"].split(">")[0].lstrip("<"))
    ids = [item["id"] for page in (first, second) for item in page.json["items"]]
    assert len(set(ids)) == 4
    assert {item["group"] for item in first.json["items"] + second.json["items"]} == {"find_out"}


@pytest.mark.parametrize("query", ["top=0", "top=101", "top=x", "cursor=%C3%A9", "group=alles", "support=goud", "x=1"])
def test_a_wrong_question_is_400(noor, place, query):
    url = made_need(noor, place).headers["Location"]
    assert noor.get(f"{url}/matches?{query}").status_code == 400


def test_sources_are_open_to_all(small_world):
    visitor = small_world.client()
    page = visitor.get(f"{API}/sources?query=opzoomer&top=1")
    assert page.json["total"] > 1
    assert len(page.json["items"]) == 1
    source_id = page.json["items"][0]["id"]
    source = visitor.get(f"{API}/sources/{source_id}")
    assert (source.json["document"]["id"], source.headers["ETag"]) == (source_id, '"1"')
    history = visitor.get(f"{API}/sources/{source_id}/versions")
    assert [version["version"] for version in history.json["items"]] == [1]
    assert visitor.get(f"{API}/sources/bestaat-niet").status_code == 404
    gone_on = base64.urlsafe_b64encode(b"bestaat-niet").decode()
    assert visitor.get(f"{API}/sources?cursor={gone_on}").status_code == 200


def test_the_document_is_valid_and_names_every_route(small_world):
    document = openapi_document()
    validate(document)
    served = small_world.client().get(f"{API}/openapi.json").json
    assert served["paths"].keys() == document["paths"].keys()
    documented = {(path.replace("{", "<").replace("}", ">"), m) for path, ops in document["paths"].items() for m in ops}
    for rule in small_world.app.url_map.iter_rules():
        if rule.rule.startswith(f"{API}/") and not rule.rule.endswith(("/openapi.json", "/docs")):
            path = rule.rule.removeprefix(API)
            names = {path.replace("_id>", "Id>")}
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                assert any((name, method.lower()) in documented for name in names), rule


def test_what_a_place_is_has_a_version_of_its_own(noor, place):
    url = f"{API}/places/{place.id}/organisation"
    assert noor.get(url).headers["ETag"] == '"1"'
    body = {"name": "Tuin", "area": BOSPOLDER, "legalForm": "foundation"}
    assert noor.send("PUT", url, body, If_Match='"1"').json["legalForm"] == "foundation"
    assert noor.send("PUT", url, body, If_Match='"1"').status_code == 412
    assert errors_of(noor.send("PUT", url, {"name": "Tuin", "legalForm": "x"}, If_Match='"2"')) == {
        ("area", "required"),
        ("legalForm", "unknown_code"),
    }
    assert noor.get(f"{API}/places/{place.id}").json["legalForm"] == "foundation"
