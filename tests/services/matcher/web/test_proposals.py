"""The button that proposes, and the same over JSON."""

from __future__ import annotations

import re

WORDS = {"title": "Buurtmoestuin", "description": "Met ouderen zaden <b>planten</b>", "amount_sought": "twaalf"}


def test_proposed_boxes_are_ticked_and_nothing_typed_is_lost(small_world):
    place = small_world.place()
    client = small_world.client(small_world.noor)
    sent = {**WORDS, "themes": ["culture"], "propose": "1", "costs.0.label": "hark"}
    page = client.post(f"/places/{place.id}/needs", sent)
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    ticked = re.findall(r'value="(\w+)" checked', html)
    assert {"culture", "green_and_sustainability", "elderly"} <= set(ticked)
    assert "voorgesteld door: buurtmoestuin, zaden, planten" in html
    assert "Misschien horen deze kosten erbij" in html
    for typed in ("Buurtmoestuin", "Met ouderen zaden &lt;b&gt;planten&lt;/b&gt;", "twaalf", "hark"):
        assert typed in html
    assert "Buurtmoestuin" not in client.get(f"/places/{place.id}").get_data(as_text=True)


def test_a_proposal_counts_after_saving_only(small_world):
    place = small_world.place()
    need = small_world.need(place)
    client = small_world.client(small_world.noor)
    sent = {**WORDS, "amount_sought": "", "support": ["money"], "version": "1", "propose": "1"}
    assert "voorgesteld door" in client.post(f"/needs/{need.id}", sent).get_data(as_text=True)
    kept = client.get(f"/api/v1/needs/{need.id}").get_json()
    assert kept["title"] == need.row.title and kept["themes"] == ["meeting"]


def test_without_words_the_form_says_what_is_missing(small_world):
    place = small_world.place()
    page = small_world.client(small_world.noor).post(f"/places/{place.id}/needs", {"propose": "1"})
    assert page.status_code == 400
    assert "Vertel in uw eigen woorden" in page.get_data(as_text=True)


def test_programs_get_the_words_that_led_to_it(small_world):
    place = small_world.place()
    client = small_world.client(small_world.noor)
    body = {"placeId": place.id, "description": "Een buurtmoestuin"}
    answer = client.send("POST", "/api/v1/needs/proposals", body)
    assert answer.status_code == 200
    items = answer.get_json()["items"]
    assert {"list": "themes", "code": "green_and_sustainability", "words": ["buurtmoestuin"], "strength": 0.45} in items


def test_programs_hear_of_all_errors_and_strangers_nothing(small_world):
    place = small_world.place()
    client = small_world.client(small_world.noor)
    answer = client.send("POST", "/api/v1/needs/proposals", {"words": "x"})
    assert answer.status_code == 400
    assert {error["field"] for error in answer.get_json()["errors"]} == {"words", "placeId"}
    stranger = small_world.client(small_world.person("Piet"))
    body = {"placeId": place.id, "description": "Een tuin"}
    assert stranger.send("POST", "/api/v1/needs/proposals", body).status_code in (403, 404)
    assert small_world.client().send("POST", "/api/v1/needs/proposals", body).status_code == 401
