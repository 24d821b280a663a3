"""People, mandates and places in trust by JSON: the same use cases as the pages, and errors under the names as sent."""

from __future__ import annotations

import pytest

from shared.kernel.ids import new_id
from tests.services.matcher.village import Village
from tests.services.matcher.world import BOSPOLDER, context_for

API = "/api/v1"


@pytest.fixture
def village(files):
    return Village(context_for(files["people"], files["matcher"], files["notifier"]))


def key():
    return {"Idempotency_Key": new_id()}


def test_inviting_and_answering(village):
    noor, aya = village.client(village.noor), village.client(village.person("Aya"))
    path = f"{API}/organisations/{village.here.id}/invitations"
    body, sent_twice = {"email": "aya@voorbeeld.nl", "role": "member"}, key()
    made = noor.send("POST", path, body, **sent_twice)
    assert made.status_code == 201
    assert noor.send("POST", path, body, **sent_twice).get_json() == made.get_json()
    invitation = made.get_json()["id"]
    assert [one["id"] for one in aya.get(f"{API}/roles").get_json()["invitations"]] == [invitation]
    mo = village.client(village.mo)
    assert mo.send("POST", f"{API}/invitations/{invitation}/answer", {"accept": True}).status_code == 404
    assert aya.send("POST", f"{API}/invitations/{invitation}/answer", {"accept": True}).status_code == 204
    people = noor.get(f"{API}/organisations/{village.here.id}/people").get_json()
    assert {one["name"] for one in people["members"]} == {"Aya", "Mo", "Noor"}
    assert people["invitations"] == []


def test_all_errors_come_at_once_and_unknown_fields_are_refused(village):
    noor = village.client(village.noor)
    body = {"email": "x", "role": "koning", "placeId": village.here.id}
    answer = noor.send("POST", f"{API}/organisations/{village.here.id}/invitations", body, **key())
    assert answer.status_code == 400
    assert {error["field"] for error in answer.get_json()["errors"]} == {"email", "role", "placeId"}
    body = {"personId": "x", "acts": ["fly"], "endsOn": "gisteren"}
    answer = noor.send("POST", f"{API}/places/{village.here.id}/mandates", body, **key())
    assert answer.status_code == 400
    assert {error["field"] for error in answer.get_json()["errors"]} == {"personId", "acts", "endsOn"}


def test_a_mandate_by_json_is_given_and_ended(village):
    noor, vera = village.client(village.noor), village.client(village.vera)
    body = {"personId": village.vera.person_id, "acts": ["draft", "submit"], "endsOn": "2027-01-31", "written": True}
    made = noor.send("POST", f"{API}/places/{village.here.id}/mandates", body, **key())
    assert made.status_code == 201
    assert made.get_json()["acts"] == ["draft", "read", "submit"]
    assert vera.get(f"{API}/places/{village.here.id}").status_code == 200
    assert vera.send("DELETE", f"{API}/mandates/{made.get_json()['id']}").status_code == 204
    assert vera.get(f"{API}/places/{village.here.id}").status_code == 404


def test_h11_raising_oneself_by_json_is_403(village):
    path = f"{API}/organisations/{village.here.id}/people/{village.mo.person_id}/role"
    assert village.client(village.mo).send("PUT", path, {"role": "board"}).status_code == 403
    assert village.audit("people.update.refused") == 1


def test_a_place_in_trust_goes_to_its_people(village):
    vera, aya = village.client(village.vera), village.client(village.person("Aya"))
    made = vera.send("POST", f"{API}/trust", {"name": "Theehuis", "area": BOSPOLDER}, **key())
    assert made.status_code == 201
    place = made.get_json()["id"]
    code = vera.send("POST", f"{API}/trust/{place}/code").get_json()["code"]
    assert vera.get(f"{API}/trust/{place}").get_json()["code"] == code
    assert aya.send("POST", f"{API}/claims", {"code": "ABCD-EFGH-JKLM"}).status_code == 400
    assert aya.send("POST", f"{API}/claims", {"code": code}).get_json()["id"] == place
    assert vera.get(f"{API}/places/{place}").status_code == 404


def test_what_is_shared_is_read_and_replaced(village):
    noor, cora = village.client(village.noor), village.client(village.cora)
    path = f"{API}/places/{village.here.id}/sharing"
    assert noor.get(path).get_json()["coalition"] == ["building", "legal", "money", "people"]
    assert noor.send("PUT", path, {"coalition": ["people"]}).status_code == 200
    assert cora.get(path).get_json() == {"coalition": ["people"]}
    assert cora.send("PUT", path, {"coalition": []}).status_code == 403
    assert noor.send("PUT", path, {"coalition": ["alles"]}).status_code == 400
