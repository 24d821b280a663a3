"""Signing in as a program does it, and as the example people of the demonstration."""

from __future__ import annotations

import sqlalchemy as sa

from shared.access.actors import Role
from shared.access.demo import links
from shared.access.enrolment import OrganisationKind, add_organisation, add_person, give_role
from shared.access.tables import session
from tests.services.matcher.web.sign_in.world import LOCAL, NOW, World


def test_a_program_signs_in_and_out(world):
    client = world.app.test_client()
    asked = client.post("/api/v1/sign-in-requests", base_url=LOCAL, json={"email": "Noor@voorbeeld.nl"})
    assert asked.status_code == 202
    body = {"requestId": asked.json["requestId"], "code": world.mail()[1]}
    wrong = client.post("/api/v1/sessions", base_url=LOCAL, json={**body, "code": "x"})
    assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (400, "wrong_code")
    made = client.post("/api/v1/sessions", base_url=LOCAL, json=body)
    assert made.status_code == 201
    assert made.json["person"] == {"id": world.noor, "name": "Noor", "email": "noor@voorbeeld.nl"}
    assert client.get(made.headers["Location"], base_url=LOCAL).json == made.json
    token = {"X-CSRF-Token": made.json["csrfToken"]}
    assert client.delete("/api/v1/sessions/current", base_url=LOCAL, headers=token).status_code == 204
    assert client.get("/api/v1/sessions/current", base_url=LOCAL).status_code == 401
    again = client.post("/api/v1/sessions", base_url=LOCAL, json=body)
    assert (again.status_code, again.json["errors"][0]["code"]) == (400, "over")


def test_a_program_is_told_all_errors_at_once_and_unknown_fields_are_refused(world):
    client = world.app.test_client()
    answer = client.post("/api/v1/sessions", base_url=LOCAL, json={"code": "1", "role": "board"})
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json["errors"]} == {"requestId", "role"}
    answer = client.post("/api/v1/sign-in-requests", base_url=LOCAL, json={"email": "noor\r\n@voorbeeld.nl"})
    assert answer.status_code == 400
    strange = {"requestId": "\x00", "code": "\ud800"}
    assert client.post("/api/v1/sessions", base_url=LOCAL, json=strange).status_code == 400


def test_an_example_person_signs_in_again_and_again(demo_world):
    with demo_world.people.transaction() as connection:
        person_id = add_person(connection, email="vera@voorbeeld.nl", name="Vera", at=NOW, is_demo=True)
        place = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        give_role(connection, person_id=person_id, organisation_id=place, role=Role.BOARD, at=NOW)
        (link,) = links(connection, demo_world.settings)
    assert link.label == "Vera (bestuur van De Hoek)"
    assert link.address == LOCAL + link.path
    for _ in range(2):
        browser = demo_world.browser()
        assert "Inloggen als Vera" in browser.get(link.path).text
        assert browser.me() is None
        assert browser.submit(link.path).status_code == 303
        assert browser.me() == person_id
    with demo_world.people.read() as connection:
        assert connection.execute(sa.select(session.c.strong_at)).scalars().all() == [NOW, NOW]


def test_example_links_work_for_example_people_in_the_demonstration_only(demo_world, tmp_path):
    with demo_world.people.transaction() as connection:
        person_id = add_person(connection, email="vera@voorbeeld.nl", name="Vera", at=NOW, is_demo=True)
        (link,) = links(connection, demo_world.settings)
    browser = demo_world.browser()
    token = link.path.rsplit("/", 1)[1]
    for path in (f"/sign-in/demo/{demo_world.noor}/{token}", f"/sign-in/demo/{person_id}/{token[:-1]}x"):
        assert browser.get(path).status_code == 404
        assert browser.submit(path, form="/sign-in").status_code == 404
    (tmp_path / "real").mkdir()
    real = World(tmp_path / "real")
    with real.people.transaction() as connection:
        connection.execute(sa.text("UPDATE person SET is_demo = true"))
        assert links(connection, real.settings) == []
    browser = real.browser()
    assert browser.get(link.path).status_code == 404
    assert browser.submit(link.path, form="/sign-in").status_code == 404
    real.people.dispose()
