"""Searching the catalogue and keeping searches, as a browser without scripts and a program use them."""

from __future__ import annotations

import re
from html import unescape

import pytest

KEY = {"idempotency_key": "een-sleutel"}


@pytest.fixture
def noor(small_world):
    return small_world.client(small_world.noor)


def text_of(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def total(answer):
    found = re.search(r"(\d+) bron(?:nen)?\b", text_of(answer))
    assert found
    return int(found[1])


def kept(client):
    return client.get("/api/v1/searches").json["items"]


def test_every_choice_makes_the_list_shorter_and_stays_in_the_address(small_world):
    visitor = small_world.client()
    everything = total(visitor.get("/sources"))
    for choice in (
        "q=tuin",
        "support=space",
        "theme=green_and_sustainability",
        "status=open",
        "provider_kind=fund",
        "area=GM0599",
    ):
        page = visitor.get(f"/sources?{choice}")
        assert page.status_code == 200
        assert 0 < total(page) < everything, choice
    page = visitor.get("/sources?support=money&area=GM0599")
    found = re.search(r'rel="next" href="([^"]+)"', page.text)
    assert found
    next_page = unescape(found[1])
    assert "support=money" in next_page and "area=GM0599" in next_page
    assert total(visitor.get(next_page)) == total(page)


def test_an_area_is_typed_and_chosen_without_scripts(small_world):
    visitor = small_world.client()
    page = visitor.get("/sources?area_text=noord&area_asked=")
    assert "Welke bedoelt u?" in text_of(page)
    page = visitor.get("/sources?area_text=nergenshuizen&area_asked=")
    assert "Wij vinden “nergenshuizen” niet" in text_of(page)
    assert total(page) == total(visitor.get("/sources"))
    assert 'value="nergenshuizen"' in page.text


def test_strange_addresses_give_a_page(small_world):
    visitor = small_world.client()
    for choice in ("support=x", "status=%00", "area=GM9999", "theme=<script>", f"q={'x' * 5000}", "start=-1"):
        page = visitor.get(f"/sources?{choice}")
        assert page.status_code == 200, choice
        assert "<script>&" not in page.text


def test_an_area_that_is_no_more_is_said(small_world):
    page = small_world.client().get("/sources?area=GM9999&q=tuin")
    assert "Het gebied “GM9999” kennen wij niet" in text_of(page)


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_search(small_world):
    page = small_world.client().get("/sources?q=tuin&support=money")
    assert re.search(r'href="/sign-in\?next=/sources%3F[^"]*q%3Dtuin', page.text)
    assert 'action="/searches"' not in page.text


def test_a_search_is_kept_once_and_found_again(noor):
    page = noor.get("/sources?q=tuin&theme=green_and_sustainability")
    assert 'name="theme" value="green_and_sustainability"' in page.text
    fields = {"q": "tuin", "theme": "green_and_sustainability", "name": "Groene tuinen", **KEY}
    assert noor.post("/searches", fields).headers["Location"] == "/searches"
    assert noor.post("/searches", fields).headers["Location"] == "/searches"
    (one,) = kept(noor)
    assert (one["name"], one["criteria"], one["alerts"]) == (
        "Groene tuinen",
        {"words": "tuin", "theme": "green_and_sustainability"},
        True,
    )
    listed = noor.get("/searches")
    assert "Groene tuinen" in text_of(listed) and "“tuin”" in text_of(listed)
    opened = noor.get(f"/searches/{one['id']}")
    assert opened.status_code == 303
    assert total(noor.get(opened.headers["Location"])) == one["count"]


def test_without_a_name_nothing_typed_is_lost(noor):
    page = noor.post("/searches", {"q": "tuin", "area": "GM0599", "name": " ", **KEY})
    assert page.status_code == 400
    assert "Geef deze zoekvraag een naam" in text_of(page)
    assert 'name="q" value="tuin"' in page.text and 'name="area" value="GM0599"' in page.text
    assert kept(noor) == []


def test_renaming_turning_off_deleting_and_taking_back(noor):
    noor.post("/searches", {"q": "tuin", "name": "Tuinen", **KEY})
    (one,) = kept(noor)
    path = f"/searches/{one['id']}"
    assert noor.post(path, {"name": "", "version": 1}).status_code == 400
    assert noor.post(path, {"name": "Parken", "version": 1}).status_code == 303
    assert noor.post(path, {"name": "Pleinen", "version": 1}).status_code == 412
    (one,) = kept(noor)
    assert (one["name"], one["alerts"], one["version"]) == ("Parken", False, 2)
    gone = {"version": 2, "idempotency_key": "weg"}
    back = noor.post(f"{path}/deletions", gone).headers["Location"]
    assert noor.post(f"{path}/deletions", gone).headers["Location"] == back
    assert kept(noor) == []
    page = noor.get(back)
    assert f'action="{path}/restorations"' in page.text
    assert noor.post(f"{path}/restorations", {"version": 3}).status_code == 303
    assert [one["name"] for one in kept(noor)] == ["Parken"]


def test_an_empty_list_says_what_to_do(noor):
    assert "U bewaart nog niets" in text_of(noor.get("/searches"))


def test_the_api_keeps_changes_and_deletes(small_world, noor):
    body = {"name": "Tuinen", "words": "tuin", "providerKind": "fund"}
    made = noor.send("POST", "/api/v1/searches", body, Idempotency_Key="a")
    assert made.status_code == 201
    again = noor.send("POST", "/api/v1/searches", body, Idempotency_Key="a")
    assert again.json == made.json
    path = made.headers["Location"]
    assert path == f"/api/v1/searches/{made.json['id']}"
    changed = noor.send("PATCH", path, {"alerts": False}, If_Match='"1"')
    assert (changed.json["alerts"], changed.json["name"], changed.json["version"]) == (False, "Tuinen", 2)
    assert noor.send("PATCH", path, {"alerts": True}, If_Match='"1"').status_code == 412
    refused = noor.send("PATCH", path, {"alerts": None, "name": ""}, If_Match='"2"')
    assert [(e["field"], e["code"]) for e in refused.json["errors"]] == [("name", "required"), ("alerts", "required")]
    stranger = small_world.client(small_world.person("Bram"))
    assert stranger.get(path).status_code == 404
    assert small_world.client().get("/api/v1/searches").status_code == 401
    assert noor.send("DELETE", path, If_Match='"2"').status_code == 204
    assert noor.get(path).status_code == 404


def test_the_api_names_every_error_as_it_was_sent(noor):
    answer = noor.send("POST", "/api/v1/searches", {"providerKind": "x", "kleur": 1}, Idempotency_Key="a")
    assert answer.status_code == 400
    assert {(e["field"], e["code"]) for e in answer.json["errors"]} == {
        ("kleur", "unknown_field"),
        ("name", "required"),
        ("providerKind", "unknown_code"),
    }
    answer = noor.get("/api/v1/sources?providerKind=x&area=y")
    assert {e["field"] for e in answer.json["errors"]} == {"providerKind", "area"}
