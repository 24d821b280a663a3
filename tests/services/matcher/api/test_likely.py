"""The tracker asks which sources and needs a row of a sheet may be about."""

from __future__ import annotations

import json
from typing import Any

from shared.access import service_calls
from shared.contracts.likely_sources import NamedRow, asked_json, from_json
from shared.kernel.ids import new_id
from tests.services.matcher.world import ADDRESS, NOW, SECRET

PATH = "/internal/v1/likely-sources"


def ask(world, body, person_id):
    data = json.dumps(body).encode()
    headers = service_calls.sign(
        {"k": SECRET},
        audience="matcher",
        method="POST",
        path=PATH,
        body=data,
        acting_person_id=person_id,
        reason="application.link",
        now=NOW,
    )
    client = world.app.test_client()
    return client.post(PATH, base_url=ADDRESS, data=data, headers=headers, content_type="application/json")


def test_a_few_sources_and_the_needs_of_the_place(small_world):
    world = small_world
    place = world.place()
    eat = world.need(place, title="Samen eten in de buurt")
    garden = world.need(place, title="Een nieuwe tuin")
    rows = [
        NamedRow("a", place.id, "Bewonersinitiatief", "Gemeente Rotterdam", "De tuin"),
        NamedRow("b", place.id, "Xyzzy", "", "Eten"),
        NamedRow("c", new_id(), "Bewonersinitiatief", "", "Van iemand anders"),
    ]
    answer = ask(world, asked_json(rows), world.noor.person_id)
    assert answer.status_code == 200, answer.text
    found = from_json(answer.json)
    assert set(found) == {"a", "b"}
    assert "rotterdam-bewonersinitiatieven" in [source.id for source in found["a"].sources]
    assert len(found["a"].sources) <= 3 and found["b"].sources == ()
    assert [need.id for need in found["a"].needs] == [garden.id, eat.id]
    assert found["b"].needs[0].id == eat.id


def test_a_stranger_gets_nothing_and_rubbish_is_refused(small_world):
    world = small_world
    row = NamedRow("a", world.place().id, "Bewonersinitiatief", "", "De tuin")
    assert from_json(ask(world, asked_json([row]), world.person("Vreemd").person_id).json) == {}
    assert ask(world, asked_json([row]), new_id()).status_code == 401
    bodies: list[Any] = [
        {},
        {"items": []},
        {"items": [{"key": 1}]},
        {"items": [asked_json([row])["items"][0]] * 51},
        [],
    ]
    for body in bodies:
        assert ask(world, body, world.noor.person_id).status_code == 400, body
