"""People see, take along and erase what we hold of them, without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.access.own_data import requests
from shared.access.own_data.requests import Kind
from shared.uploads import store_of
from tests.services.matcher.world import World, context_for


@pytest.fixture
def world(files, tmp_path):
    ctx = context_for(files["people"], files["matcher"], files["notifier"])
    return World(replace(ctx, settings=replace(ctx.settings, data_dir=tmp_path)))


def asked(world, person):
    with world.ctx.people.read() as connection:
        return requests.of_person(connection, person.person_id)


def made(world, person, content=b"zip"):
    """What the ticker does with a request for a file."""
    [one] = asked(world, person)
    file = store_of(world.ctx.settings, "own_data").put(content)
    with world.ctx.people.transaction() as connection:
        assert requests.ready(connection, one, world.ctx.clock.now(), file=file)
    return one


def test_a_file_is_asked_made_and_fetched(world):
    ben = world.person("Ben")
    client = world.client(ben)
    assert "Maak een bestand" in client.get("/my-data").text
    assert client.post("/my-data/file").status_code == 303
    assert client.post("/my-data/file").status_code == 303, "asking twice is asking once"
    assert "Wij maken het bestand" in client.get("/my-data").text
    one = made(world, ben)
    [address] = set(re.findall(r'href="(/my-data/files/[^"]+)"', client.get("/my-data").text))
    assert address == f"/my-data/files/{one.id}"
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (200, b"zip")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_somebody_else_gets_no_file_and_no_hint(world):
    ben = world.person("Ben")
    world.client(ben).post("/my-data/file")
    one = made(world, ben)
    assert world.client(world.person("Anna")).get(f"/my-data/files/{one.id}").status_code == 404
    assert world.client().get(f"/my-data/files/{one.id}").status_code in (303, 401)


def test_an_old_sign_in_is_asked_anew(world):
    ben = world.person("Ben")
    client = world.client(ben)
    client.post("/my-data/file")
    one = made(world, ben)
    world.ctx.clock.move(timedelta(minutes=6))
    page = client.get("/my-data").text
    assert "/sign-in?next=/my-data" in page
    assert "/my-data/files/" not in page
    assert client.get(f"/my-data/files/{one.id}").status_code == 403
    assert client.post("/my-data/file").status_code == 403
    assert client.post("/my-data/erase", {"sure": "1"}).status_code == 403
    assert [one.kind for one in asked(world, ben)] == [Kind.ACCESS]


def test_erasing_asks_first_and_then_happens(world):
    ben = world.person("Ben")
    client = world.client(ben)
    page = client.get("/my-data/erase").text
    assert "Wat weggaat" in page
    answer = client.post("/my-data/erase")
    assert answer.status_code == 400
    assert "Zet een vinkje" in answer.text
    assert not asked(world, ben)
    assert client.post("/my-data/erase", {"sure": "1"}).status_code == 303
    assert [one.kind for one in asked(world, ben)] == [Kind.ERASURE]


def test_who_holds_office_hands_over_first(world):
    world.place("Buurtkamer Oost")
    client = world.client(world.noor)
    page = client.get("/my-data/erase").text
    assert "Buurtkamer Oost" in page
    assert 'name="sure"' not in page
    assert client.post("/my-data/erase", {"sure": "1"}).status_code == 409
    assert not asked(world, world.noor)


def test_a_visitor_signs_in_first(world):
    for path in ("/my-data", "/my-data/erase"):
        assert world.client().get(path).status_code in (302, 303, 401)


def test_five_files_an_hour_are_enough(world):
    ben = world.person("Ben")
    client = world.client(ben)
    assert [client.post("/my-data/file").status_code for _ in range(6)] == [303] * 5 + [429]
