"""What a program gives that can't be right: a clear answer with field and mend, and never a wrong yes."""

from __future__ import annotations

import pytest

from tests.services.matcher.world import BOSPOLDER

API = "/api/v1"
NEED = {"title": "Straatborrel", "description": "Een borrel op de stoep.", "support": ["money"]}


@pytest.fixture
def noor(small_world):
    return small_world.client(small_world.noor)


@pytest.fixture
def place_id(small_world):
    return small_world.place().id


def refused(client, place_id, **facts):
    """The (field, code) and the messages with which a need with these facts is refused."""
    answer = client.send("POST", f"{API}/needs", {**NEED, "placeId": place_id, **facts}, Idempotency_Key="k")
    assert answer.status_code == 400, answer.text
    assert client.get(f"{API}/needs").json["items"] == []
    errors = answer.json["errors"]
    return {(error["field"], error["code"]) for error in errors}, " ".join(error["detail"] for error in errors)


@pytest.mark.parametrize(
    ("facts", "field", "code", "words"),
    [
        ({"startsOn": "2027-02-01", "endsOn": "2027-01-31"}, "endsOn", "ends_before_start", "voor het begin"),
        ({"totalBudget": 500, "ownContribution": 501}, "ownContribution", "more_than_total", "eigen geld"),
        ({"totalBudget": 500, "ownContribution": 300, "ownInKind": 300}, "ownInKind", "more_than_total", "inbrengt"),
        ({"totalBudget": 500, "amountSought": 501}, "amountSought", "more_than_total", "meer dan het hele plan"),
        ({"area": "GM0856"}, "area", "unknown_area", "Maashorst (GM1991)"),
        ({"area": "WK085601"}, "area", "unknown_area", "Maashorst (GM1991)"),
        ({"area": "GM0788"}, "area", "unknown_area", "Oisterwijk (GM0824)"),
        ({"area": "BU05999999"}, "area", "unknown_area", "Rotterdam (GM0599)"),
        ({"area": "PV99"}, "area", "unknown_area", "uit de lijst"),
        ({"description": "woord " * 5000}, "description", "too_long", "plaats voor"),
        ({"title": "\u0000\u202e\u0007"}, "title", "required", "naam"),
    ],
)
def test_a_need_that_can_not_be_right_is_refused(noor, place_id, facts, field, code, words):
    fields, said = refused(noor, place_id, **facts)
    assert fields == {(field, code)}
    assert words in said


def test_all_contradictions_come_at_once(noor, place_id):
    facts = {"startsOn": "2027-02-01", "endsOn": "2027-01-31", "totalBudget": 500, "ownContribution": 501}
    fields, _said = refused(noor, place_id, **facts, amountSought=600, area="GM0457")
    assert {field for field, _code in fields} == {"endsOn", "ownContribution", "amountSought", "area"}


def test_the_longest_words_that_fit_are_matched(noor, place_id):
    long = {**NEED, "placeId": place_id, "description": ("buurt " * 1600)[:9999]}
    made = noor.send("POST", f"{API}/needs", long, Idempotency_Key="k")
    assert made.status_code == 201
    assert noor.get(f"{made.headers['Location']}/matches?top=3").status_code == 200


def test_control_characters_are_left_out(noor, place_id):
    hidden = {"title": "Straat\u0000borrel\u202e \u0007", "description": "Regel een\r\n\u0000Regel twee\u2066"}
    made = noor.send("POST", f"{API}/needs", {**NEED, "placeId": place_id, **hidden}, Idempotency_Key="k")
    assert (made.status_code, made.json["title"]) == (201, "Straatborrel")
    assert made.json["description"] == "Regel een\nRegel twee"
    assert noor.get(f"{made.headers['Location']}/matches?top=3").status_code == 200


def test_a_place_in_an_area_that_is_gone_hears_where_that_is_now(noor):
    answer = noor.send("POST", f"{API}/places", {"name": "Tuin", "area": "GM0530"}, Idempotency_Key="p")
    assert answer.status_code == 400
    (error,) = answer.json["errors"]
    assert error["field"] == "area"
    assert "Voorne aan Zee (GM1992)" in error["detail"] and "2023" in error["detail"]


def test_a_plan_that_should_have_begun_is_asked_about(noor, place_id, small_world):
    facts = {"startsOn": "2026-11-01", "alreadyStarted": False, "area": BOSPOLDER}
    made = noor.send("POST", f"{API}/needs", {**NEED, "placeId": place_id, **facts}, Idempotency_Key="k")
    url = f"{made.headers['Location']}/matches?top=100"
    reasons = [reason for match in noor.get(url).json["items"] for reason in match["reasons"]]
    about_start = [reason for reason in reasons if reason["criterion"] in ("not_started", "begun")]
    assert about_start
    assert {reason["verdict"] for reason in about_start} == {"unknown"}
