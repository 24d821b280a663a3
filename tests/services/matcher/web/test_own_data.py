"""People see, take along and erase what we hold of them, without scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.access import enrolment
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind
from shared.access.own_data import requests
from shared.access.own_data.requests import Kind, State
from shared.access.tables import metadata as people_tables
from shared.uploads import store_of
from tests.services.matcher.world import NOW, World, context_for


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


@pytest.fixture
def office(world):
    """Noor of the board of a place asks to be erased; Carla coordinates that place, Ad is an administrator."""
    place = world.place("Buurtkamer Oost")
    with world.ctx.people.transaction() as connection:
        coalition = enrolment.add_organisation(connection, kind=OrganisationKind.COALITION, name="Coalitie", at=NOW)
        enrolment.join_coalition(connection, organisation_id=place.id, coalition_id=coalition)
    carla = world.person("Carla", Role.COORDINATOR, coalition)
    admin = world.person("Ad", Role.ADMINISTRATOR, coalition)
    client = world.client(world.noor)
    page = client.get("/my-data/erase").text
    assert "Buurtkamer Oost" in page
    assert "Een coördinator kijkt eerst" in page
    assert client.post("/my-data/erase", {"sure": "1"}).status_code == 303
    [one] = asked(world, world.noor)
    assert one.state is State.ASKED
    return one, world.client(carla), world.client(admin)


def test_for_who_holds_office_a_coordinator_decides_and_an_administrator_has_it_done(world, office):
    one, carla, admin = office
    assert "1 vraag om te wissen" in carla.get("/my-data").text
    assert "om te wissen" not in world.client(world.person("Ben")).get("/my-data").text
    assert "Noor" in carla.get("/privacy/requests").text
    assert "Noor" not in admin.get("/privacy/requests").text
    assert admin.post(f"/privacy/requests/{one.id}/erasure").status_code == 404, "nobody decided yet"
    wrong = carla.post(f"/privacy/requests/{one.id}/decision")
    assert wrong.status_code == 400
    assert "Antwoord met ja of nee." in wrong.text and "Schrijf op waarom." in wrong.text
    yes = {"answer": "yes", "reason": "Bea neemt het over."}
    assert carla.post(f"/privacy/requests/{one.id}/decision", yes).status_code == 303
    assert carla.post(f"/privacy/requests/{one.id}/decision", yes).status_code == 404
    assert "Bea neemt het over." in admin.get("/privacy/requests").text
    assert carla.post(f"/privacy/requests/{one.id}/erasure").status_code in (403, 404)
    assert admin.post(f"/privacy/requests/{one.id}/erasure").status_code == 303
    assert [one.state for one in asked(world, world.noor)] == [State.AGREED]


def test_a_refusal_comes_with_its_reason(world, office):
    one, carla, _ = office
    no = {"answer": "no", "reason": "Er loopt nog een betaling."}
    assert carla.post(f"/privacy/requests/{one.id}/decision", no).status_code == 303
    page = world.client(world.noor).get("/my-data/erase").text
    assert "Er loopt nog een betaling." in page
    assert 'name="sure"' in page, "they may ask again"


def told(world):
    """What was told about requests, in order: what, and to whom."""
    intent = people_tables.tables["outbox_intent"]
    query = sa.select(intent.c.data, intent.c.person_id).where(intent.c.kind == "own_data_news").order_by(intent.c.id)
    with world.ctx.people.read() as connection:
        return [(row.data["what"], row.person_id) for row in connection.execute(query)]


def test_who_must_act_hears_of_a_request_once(world, office):
    one, carla, _ = office
    with world.ctx.people.read() as connection:
        ids = {row.name: row.id for row in connection.execute(sa.select(people_tables.tables["person"]))}
    assert told(world) == [("asked", ids["Carla"])]
    world.client(world.noor).post("/my-data/erase", {"sure": "1"})
    assert len(told(world)) == 1, "it is the same request"
    carla.post(f"/privacy/requests/{one.id}/decision", {"answer": "yes", "reason": "Bea neemt het over."})
    assert told(world)[1:] == [("granted", ids["Ad"])]


def test_who_gets_a_no_hears_why(world, office):
    one, carla, _ = office
    carla.post(f"/privacy/requests/{one.id}/decision", {"answer": "no", "reason": "Er loopt nog een betaling."})
    assert told(world)[1:] == [("refused", world.noor.person_id)]


def test_where_there_is_no_coordinator_an_administrator_acts(world):
    place = world.place("Buurtkamer West")
    admin = world.person("Ad", Role.ADMINISTRATOR, place.id)
    world.client(world.noor).post("/my-data/erase", {"sure": "1"})
    [one] = asked(world, world.noor)
    assert (one.state, one.held_back) == (State.GRANTED, (place.id,))
    assert told(world) == [("granted", admin.person_id)]
    client = world.client(admin)
    assert "Noor" in client.get("/privacy/requests").text
    assert client.post(f"/privacy/requests/{one.id}/erasure").status_code == 303
    assert [one.state for one in asked(world, world.noor)] == [State.AGREED]


def elsewhere(world):
    """Somebody who coordinates another coalition."""
    with world.ctx.people.transaction() as connection:
        other = enrolment.add_organisation(connection, kind=OrganisationKind.COALITION, name="Andere", at=NOW)
    return world.person("Dirk", Role.COORDINATOR, other)


def test_nobody_else_sees_or_decides(world, office):
    one, _, _ = office
    yes = {"answer": "yes", "reason": "x"}
    for person in (world.noor, world.person("Ben"), elsewhere(world)):
        client = world.client(person)
        assert "Buurtkamer Oost" not in client.get("/privacy/requests").text
        assert client.post(f"/privacy/requests/{one.id}/decision", yes).status_code in (403, 404)
        assert client.post(f"/privacy/requests/{one.id}/erasure").status_code in (403, 404)
    assert [one.state for one in asked(world, world.noor)] == [State.ASKED]


def test_a_visitor_signs_in_first(world):
    for path in ("/my-data", "/my-data/erase"):
        assert world.client().get(path).status_code in (302, 303, 401)


def test_five_files_an_hour_are_enough(world):
    ben = world.person("Ben")
    client = world.client(ben)
    assert [client.post("/my-data/file").status_code for _ in range(6)] == [303] * 5 + [429]
