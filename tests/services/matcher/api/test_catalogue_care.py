"""Care for the catalogue as a program does it."""

from __future__ import annotations

import pytest

from tests.services.matcher.carers import SOURCE, Carers

API = "/api/v1"
SEEN = {"seenUrl": "https://www.rotterdam.example/bewoners", "seenOn": "2026-11-20"}
K = {"Idempotency_Key": "k"}


@pytest.fixture
def carers(small_world):
    return Carers(small_world)


@pytest.fixture
def vera(carers):
    return carers.world.client(carers.vera)


@pytest.fixture
def cora(carers):
    return carers.world.client(carers.cora)


def errors_of(answer):
    assert answer.status_code == 400, answer.text
    return {error["field"] for error in answer.json["errors"]}


def test_calls_checks_and_undoing(carers, vera):
    carers.world.need(carers.place)
    calls = vera.get(f"{API}/catalogue/calls?top=2").json
    assert len(calls["items"]) == 2 and calls["total"] > 2
    first = calls["items"][0]
    assert first["needs"] == 1 and "u spreekt met Vera" in first["readAloud"]
    rest = vera.get(f"{API}/catalogue/calls?top=2&cursor={calls['nextCursor']}").json
    assert rest["items"][0]["worth"] <= calls["items"][1]["worth"]

    url = f"{API}/sources/{first['sourceId']}/checks"
    body = {"heard": "open", "until": "2027-03-01", "note": "Mevrouw Bos"}
    made = vera.send("POST", url, body, Idempotency_Key="k")
    assert (made.status_code, made.json["versionAfter"]) == (200, 2)
    assert vera.send("POST", url, body, Idempotency_Key="k").json == made.json
    listed = vera.get(url).json["items"]
    assert [(one["checkedByName"], one["mayUndo"]) for one in listed] == [("Vera", True)]
    undone = vera.send("POST", f"{API}/source-checks/{made.json['id']}/undoings", Idempotency_Key="u")
    assert undone.status_code == 200 and undone.json["undoneAt"]
    again = vera.send("POST", f"{API}/source-checks/{made.json['id']}/undoings", Idempotency_Key="u2")
    assert again.status_code == 409


def test_a_wrong_check_names_every_field(vera):
    body = {"heard": "ja", "until": "gisteren", "wie": "x"}
    answer = vera.send("POST", f"{API}/sources/{SOURCE}/checks", body, Idempotency_Key="k")
    assert errors_of(answer) == {"heard", "until", "wie"}


def test_from_a_proposed_change_to_a_decision(vera, cora):
    body = {"phone": "010 123 45 67", "closingDates": ["2027-03-01"], "amounts": [{"max": "€ 500"}], **SEEN}
    url = f"{API}/sources/{SOURCE}/changes"
    assert vera.send("POST", url, body, Idempotency_Key="k").status_code == 428
    kept = vera.send("POST", url, body, Idempotency_Key="k", If_Match='"1"')
    assert kept.status_code == 200 and kept.json["version"] is None
    path = f"{API}/source-proposals/{kept.json['proposalId']}"
    review = cora.get(path)
    assert (review.headers["ETag"], review.json["sourceVersion"], review.json["mayDecide"]) == ('"1"', 1, True)
    fields = [change["field"] for change in review.json["changes"] if change["standing"] == "ready"]
    assert "phone" in fields and not vera.get(path).json["mayDecide"]
    decision = {"accepted": fields, "sourceVersion": 1}
    decided = cora.send("POST", f"{path}/decisions", decision, Idempotency_Key="d", If_Match='"1"')
    assert (decided.status_code, decided.json["state"], decided.json["publishedVersion"]) == (200, "accepted", 2)
    late = cora.send("POST", f"{path}/decisions", decision, Idempotency_Key="d2", If_Match='"2"')
    assert late.status_code == 409
    assert cora.get(f"{API}/source-proposals?state=open").json["items"] == []
    assert len(vera.get(f"{API}/source-proposals").json["items"]) == 1


def test_publishing_over_a_version_that_was_not_seen_is_412(vera, cora):
    vera.send("POST", f"{API}/sources/{SOURCE}/checks", {"heard": "closed"}, Idempotency_Key="k")
    body = {"status": "open", **SEEN}
    stale = cora.send("POST", f"{API}/sources/{SOURCE}/changes", body, Idempotency_Key="c", If_Match='"1"')
    assert (stale.status_code, stale.json["currentVersion"]) == (412, 2)
    assert stale.json["changes"]["status"] == "closed"


def test_a_new_source_says_all_that_is_missing(cora):
    answer = cora.send("POST", f"{API}/sources", {"name": "Pot", "kleur": "geel"}, Idempotency_Key="k")
    assert errors_of(answer) >= {"provider", "providerKind", "mechanism", "support", "summary", "areas", "kleur"}


def test_names_in_a_history_are_for_who_is_signed_in(carers, vera):
    vera.send("POST", f"{API}/sources/{SOURCE}/checks", {"heard": "open"}, Idempotency_Key="k")
    public = carers.world.client().get(f"{API}/sources/{SOURCE}/versions").json["items"][0]
    assert (public["byPerson"], public["changedBy"], public["heard"]) == (True, None, "open")
    assert vera.get(f"{API}/sources/{SOURCE}/versions").json["items"][0]["changedBy"] == "Vera"


def test_freshness_counts_every_listed_source(vera):
    found = vera.get(f"{API}/catalogue/freshness").json
    assert found["total"] == found["fresh"] + found["old"] + found["undated"] > 300
    assert sum(row["total"] for row in found["byStatus"]) == found["total"]


def test_who_may_not_is_told(carers):
    mia = carers.world.client(carers.mia)
    assert mia.get(f"{API}/catalogue/calls").status_code == 403
    assert mia.send("POST", f"{API}/sources/{SOURCE}/checks", {"heard": "open"}, Idempotency_Key="k").status_code == 403
    assert carers.world.client().get(f"{API}/catalogue/freshness").status_code == 401


def test_a_version_beyond_all_numbers_is_refused(vera, cora):
    kept = vera.send("POST", f"{API}/sources/{SOURCE}/changes", {"phone": "010 1234567", **SEEN}, **K, If_Match='"1"')
    url = f"{API}/source-proposals/{kept.json['proposalId']}/decisions"
    body = {"accepted": ["phone"], "sourceVersion": 10**30}
    assert errors_of(cora.send("POST", url, body, **K, If_Match='"1"')) == {"sourceVersion"}


def test_half_a_character_is_refused(vera):
    answer = vera.send("POST", f"{API}/sources/{SOURCE}/checks", {"heard": "open", "note": "\ud800"}, **K)
    assert answer.status_code == 400
    assert [error["code"] for error in answer.json["errors"]] == ["half_character"]


def test_an_address_is_measured_with_what_is_put_in_front(vera):
    body = {"phone": "010 1234567", **SEEN, "seenUrl": "rotterdam.example/" + "a" * 980}
    answer = vera.send("POST", f"{API}/sources/{SOURCE}/changes", body, **K, If_Match='"1"')
    assert errors_of(answer) == {"seenUrl"}
