"""Money and accounts as a program reaches them, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.tracker.jobs.clock import tick
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.client import client_of

PLAN = {"kind": "advance", "advancePercent": 75, "firstOn": "2026-11-22"}
ACCOUNT = {"iban": "NL91ABNA0417164300", "holder": "Huis van de wijk", "owner": "place", "evidenceKept": True}
CALL = {"calledName": "Ank", "calledNumber": "010 123 45 67", "calledOn": "2026-11-22"}


def awarded(world):
    application = begin(world)
    made_ready(world, application)
    decide(world, application)
    return f"/applications/{application.id}"


def money_of(client, path):
    answer = client.send("GET", f"{path}/money")
    assert answer.status_code == 200, answer.text
    return answer.json


def planned(world, client):
    path = awarded(world)
    answer = client.send("POST", f"{path}/money/plans", PLAN, version=money_of(client, path)["version"])
    assert answer.status_code == 200, answer.text
    return path, money_of(client, path)


def test_a_payment_from_plan_to_account(world):
    bea = client_of(world, "bea")
    path, money = planned(world, bea)
    assert [one["amount"] for one in money["instalments"]] == ["3000", "1000"]
    first = money["instalments"][0]
    assert first["allowedEvents"] == ["order", "cancel"]
    where = f"{path}/instalments/{first['id']}"
    assert bea.send("POST", f"{where}/steps", {"event": "order"}, version=first["version"]).status_code == 200
    stale = bea.send("POST", f"{where}/steps", {"event": "pay"}, version=first["version"])
    assert stale.status_code == 412
    body = {"amount": "3.000,00", "receivedOn": "2026-11-22"}
    key = "one-and-the-same"
    for _time in range(2):
        answer = bea.send("POST", f"{where}/credits", body, version=2, key=key)
        assert answer.status_code == 200, answer.text
    money = money_of(bea, path)
    assert money["standing"] == {
        "expected": "1000",
        "ordered": "0",
        "received": "3000",
        "stillToCome": "1000",
        "tooMuch": "0",
        "notAgreed": "0",
    }
    refused = bea.send(
        "POST", f"{path}/money/credits", {"amount": "1000.01", "receivedOn": "2026-11-22"}, version=money["version"]
    )
    assert (refused.status_code, refused.json["reason"]) == (409, "above_award")
    gone = bea.send("POST", f"{where}/steps", {"event": "order"}, version=3)
    assert (gone.status_code, gone.json["allowedEvents"]) == (409, [])
    place = bea.send("GET", f"/money?place={world.place}").json
    assert place["months"][0] == {"month": "2026-11-01", "expected": "0", "received": "3000"}


@pytest.mark.parametrize("amount", [-1, "-1", "NaN", "1e309", 1e308, 0.001, "0,001", "", None, True, [], 10**12, 0])
def test_h64_amounts_that_are_none_are_refused(small_world, amount):
    bea = client_of(small_world, "bea")
    path, money = planned(small_world, bea)
    body = {"amount": amount, "receivedOn": "2026-11-22"}
    answers = [
        bea.send("POST", f"{path}/money/credits", body, version=money["version"]),
        bea.send("POST", f"{path}/instalments/{money['instalments'][0]['id']}/credits", body, version=1),
        bea.send(
            "POST", f"{path}/money/plans", {"kind": "own", "parts": [{"amount": amount}]}, version=money["version"]
        ),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert small_world.rows("credit") == []


@pytest.mark.parametrize("raw", ["NaN", "1e309", "-1", "0.001"])
def test_h64_numbers_that_json_should_not_hold_are_refused(small_world, raw):
    bea = client_of(small_world, "bea")
    path, money = planned(small_world, bea)
    answer = bea.http.post(
        f"/api/v1{path}/money/credits",
        base_url="http://127.0.0.1:8000/tracker",
        data=f'{{"amount": {raw}, "receivedOn": "2026-11-22"}}',
        content_type="application/json",
        headers={"X-CSRF-Token": bea.token, "Idempotency-Key": "k", "If-Match": f'"{money["version"]}"'},
    )
    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize("percent", [0, 100, -5, 75.5, "75", 10**9])
def test_a_percentage_is_a_whole_number_below_a_hundred(small_world, percent):
    bea = client_of(small_world, "bea")
    path = awarded(small_world)
    body = {**PLAN, "advancePercent": percent}
    answer = bea.send("POST", f"{path}/money/plans", body, version=money_of(bea, path)["version"])
    assert (answer.status_code, small_world.rows("instalment")) == (400, [])


def test_an_account_by_two_people(world):
    bea, cor = client_of(world, "bea"), client_of(world, "cor")
    made = bea.send("POST", "/bank-accounts", {**ACCOUNT, "placeId": world.place})
    assert made.status_code == 201, made.text
    assert (made.json["account"], made.json["state"]) == ("NL.. •••• 4300", "proposed")
    assert "0417164300" not in made.text
    where = f"/bank-accounts/{made.json['id']}"
    own = bea.send("POST", f"{where}/approvals", CALL, version=1)
    assert own.status_code == 403
    approved = cor.send("POST", f"{where}/approvals", CALL, version=1)
    assert (approved.status_code, approved.json["state"]) == (200, "cooling_down"), approved.text
    world.clock.move(timedelta(hours=72))
    tick(world.ctx)
    bea, mo = client_of(world, "bea"), client_of(world, "mo")
    found = mo.send("GET", f"/bank-accounts?place={world.place}").json
    assert found["active"]["account"] == "NL.. •••• 4300" and found["waiting"] is None
    assert mo.send("GET", f"{where}/number").status_code == 403
    assert bea.send("GET", f"{where}/number").json["iban"] == ACCOUNT["iban"]
    assert client_of(world, "otto").send("GET", where).status_code == 404
    assert client_of(world, "otto").send("GET", f"/bank-accounts?place={world.place}").status_code == 404
    stopped = bea.send("POST", f"{where}/rejections", {"reason": "Bank opgeheven"}, version=4)
    assert (stopped.status_code, stopped.json["state"]) == (200, "rejected"), stopped.text
    kept = str(world.rows("idempotency_key"))
    assert "NL91ABNA0417164300" not in kept


def test_h63_no_change_while_a_payment_is_ordered(world):
    bea = client_of(world, "bea")
    path, money = planned(world, bea)
    first = money["instalments"][0]
    bea.send("POST", f"{path}/instalments/{first['id']}/steps", {"event": "order"}, version=first["version"])
    answer = bea.send("POST", "/bank-accounts", {**ACCOUNT, "placeId": world.place})
    assert (answer.status_code, answer.json["reason"]) == (409, "payment_ordered")


def test_h63_an_order_after_the_approval_holds_the_change_up(world):
    bea, cor = client_of(world, "bea"), client_of(world, "cor")
    path, money = planned(world, bea)
    made = bea.send("POST", "/bank-accounts", {**ACCOUNT, "placeId": world.place}).json
    cor.send("POST", f"/bank-accounts/{made['id']}/approvals", CALL, version=1)
    first = money["instalments"][0]
    where = f"{path}/instalments/{first['id']}"
    bea.send("POST", f"{where}/steps", {"event": "order"}, version=1)
    world.clock.move(timedelta(hours=73))
    tick(world.ctx)
    bea = client_of(world, "bea")
    assert bea.send("GET", f"/bank-accounts/{made['id']}").json["state"] == "verified"
    bea.send("POST", f"{where}/credits", {"amount": 3000, "receivedOn": "2026-11-25"}, version=2)
    tick(world.ctx)
    assert bea.send("GET", f"/bank-accounts/{made['id']}").json["state"] == "active"


def test_all_errors_of_a_proposal_come_at_once(small_world):
    bea = client_of(small_world, "bea")
    body = {"placeId": small_world.place, "iban": "NL91ABNA0417164301", "holder": "", "owner": "place"}
    answer = bea.send("POST", "/bank-accounts", {**body, "evidenceKept": False})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["iban", "holder", "evidenceKept"]
    assert "NL91ABNA0417164301" not in answer.text
