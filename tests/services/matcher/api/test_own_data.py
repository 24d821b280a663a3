"""A program asks, follows and fetches what is kept about its person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.access.own_data import requests
from shared.uploads import store_of
from tests.services.matcher.world import World, context_for

BASE = "/api/v1/own-data"


@pytest.fixture
def world(files, tmp_path):
    ctx = context_for(files["people"], files["matcher"], files["notifier"])
    return World(replace(ctx, settings=replace(ctx.settings, data_dir=tmp_path)))


def test_a_file_is_asked_followed_and_fetched(world):
    ben = world.person("Ben")
    client = world.client(ben)
    asked = client.send("POST", f"{BASE}/files")
    assert (asked.status_code, asked.json["kind"], asked.json["state"]) == (202, "access", "agreed")
    assert client.send("POST", f"{BASE}/files").json["id"] == asked.json["id"], "asking twice is asking once"
    assert client.get(f"{BASE}/files/{asked.json['id']}").status_code == 404, "not made yet"
    with world.ctx.people.transaction() as connection:
        [one] = requests.of_person(connection, ben.person_id)
        file = store_of(world.ctx.settings, "own_data").put(b"zip")
        requests.ready(connection, one, world.ctx.clock.now(), file=file)
    [shown] = client.get(BASE).json["asked"]
    assert (shown["state"], shown["reason"]) == ("done", "")
    assert "file" not in shown
    assert client.get(f"{BASE}/files/{shown['id']}").data == b"zip"
    assert world.client(world.person("Anna")).get(f"{BASE}/files/{shown['id']}").status_code == 404
    world.ctx.clock.move(timedelta(minutes=6))
    stale = client.get(f"{BASE}/files/{shown['id']}")
    assert (stale.status_code, stale.json["type"].rpartition(":")[2]) == (403, "reauthentication_needed")


def test_erasing_must_be_meant(world):
    client = world.client(world.person("Ben"))
    unsure = client.send("POST", f"{BASE}/erasures", json={"sure": False})
    assert (unsure.status_code, unsure.json["errors"][0]["field"]) == (400, "sure")
    assert client.send("POST", f"{BASE}/erasures", json={}).status_code == 400
    assert client.get(BASE).json["asked"] == []
    done = client.send("POST", f"{BASE}/erasures", json={"sure": True})
    assert (done.status_code, done.json["state"]) == (202, "agreed")


def test_a_visitor_signs_in_first(world):
    assert world.client().get(BASE).status_code == 401
