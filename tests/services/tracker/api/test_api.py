from __future__ import annotations

import base64

import pytest
from openapi_spec_validator import validate

from services.tracker.api import openapi_document
from services.tracker.api.routes import api
from services.tracker.domain.states import Event
from shared.kernel.ids import new_id
from tests.services.tracker.client import BASE, client_of, stranger

NUL_CURSOR = "cursor=" + base64.urlsafe_b64encode(b"2026-11-22T12:00:00+00:00 a\x00b").decode()
START = {"needId": "need-1", "sourceId": "fonds-voor-de-wijk"}
DECISION = {"outcome": "partial", "amount": "1.500,00", "letterOn": "2026-11-22", "receivedOn": "2026-11-22"}


@pytest.fixture
def bea(small_world):
    return client_of(small_world, "bea")


def started(client, **more):
    answer = client.send("POST", "/applications", {**START, **more})
    assert answer.status_code == 201, answer.text
    return answer.json


def path_of(application, rest=""):
    return f"/applications/{application['id']}{rest}"


def test_the_document_is_valid_openapi():
    document = openapi_document()
    validate(document)
    assert document["openapi"] == "3.1.0"
    assert len(document["paths"]) == len({endpoint.path for endpoint in api.endpoints}) > 11


def test_the_whole_path(world):
    """What a program does from match to decision, on both databases."""
    client = client_of(world, "bea")
    made = client.send("POST", "/applications", START)
    where = made.headers["Location"]
    assert where == f"/tracker/api/v1/applications/{made.json['id']}"
    assert (made.json["state"], made.json["amount"], made.headers["ETag"]) == ("draft", "4000", '"2"')
    ready = client.send("POST", path_of(made.json, "/approvals"), version=2)
    assert (ready.status_code, ready.json["state"]) == (200, "ready")
    body = {"channel": "online_form", "submittedOn": "2026-11-20", "submittedAt": "16:30", "reference": "OF-1"}
    sent = client.send("POST", path_of(made.json, "/submissions"), body, version=3)
    assert (sent.status_code, sent.json["state"]) == (200, "submitted")
    letter = {"outcome": "awarded", "letterOn": "2026-11-21", "receivedOn": "2026-11-22", "letterKept": True}
    decided = client.send("POST", path_of(made.json, "/decisions"), letter, version=4)
    assert (decided.status_code, decided.json["state"], decided.headers["ETag"]) == (200, "awarded", '"5"')
    whole = client.send("GET", path_of(made.json)).json
    assert whole["decisions"][0]["amount"] == "4000"
    assert whole["submissions"][0]["happenedAt"].startswith("2026-11-20T15:30:00")
    assert (whole["source"]["sourceVersion"], whole["source"]["seenOn"]) == (3, "2025-10-28")
    assert whole["closing"]["date"] == "2027-02-01" and whole["closing"]["assumed"] is True
    assert whole["allowedEvents"] == []
    assert [reminder["offsetDays"] for reminder in whole["reminders"]] == [42, 14, 7, 2]


def test_the_list_pages_by_cursor(bea, small_world):
    for number in range(5):
        small_world.offer(need_id=f"need-{number}")
        started(bea, needId=f"need-{number}")
    seen, path = [], "/applications?limit=2"
    while path:
        answer = bea.send("GET", path)
        seen += [item["id"] for item in answer.json["items"]]
        cursor = answer.json["nextCursor"]
        path = f"/applications?limit=2&cursor={cursor}" if cursor else ""
        assert ("Link" in answer.headers) == bool(cursor)
    assert len(seen) == len(set(seen)) == 5
    assert bea.send("GET", "/applications?state=submitted").json["items"] == []


@pytest.mark.parametrize(
    "query", ["cursor=%00", "cursor=abc", NUL_CURSOR, "limit=0", "limit=1000000000", "state=lost", "place=1"]
)
def test_a_query_that_makes_no_sense(bea, query):
    answer = bea.send("GET", f"/applications?{query}")
    assert answer.status_code == 400 and answer.json["errors"]


def test_writes_ask_for_a_key_and_a_version(bea):
    made = started(bea)
    assert bea.send("POST", path_of(made, "/approvals")).status_code == 428
    stale = bea.send("POST", path_of(made, "/approvals"), version=1)
    assert stale.status_code == 412
    assert (stale.json["currentVersion"], stale.json["changes"]["events"][0]["event"]) == (2, "start")
    headers = {"X-CSRF-Token": bea.token}
    assert bea.http.post("/api/v1/applications", base_url=BASE, json=START, headers=headers).status_code == 400


def test_a_repeat_gets_the_first_answer(bea, small_world):
    key = new_id()
    first = bea.send("POST", "/applications", START, key=key)
    again = bea.send("POST", "/applications", START, key=key)
    assert again.json == first.json and again.headers["Idempotency-Replayed"] == "true"
    assert bea.send("POST", "/applications", {**START, "asIdea": True}, key=key).status_code == 422
    assert len(small_world.rows("application")) == 1


def test_what_can_not_be_now_names_what_can(bea):
    made = started(bea)
    answer = bea.send("POST", path_of(made, "/submissions"), {"channel": "email"}, version=2)
    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    assert Event.APPROVE in answer.json["allowedEvents"] and Event.SUBMIT not in answer.json["allowedEvents"]


@pytest.mark.parametrize(
    ("rest", "body", "fields"),
    [
        ("/decisions", {}, {"outcome", "letterOn", "receivedOn", "letterKept"}),
        ("/decisions", {**DECISION, "amount": "-1", "letterKept": True}, {"amount"}),
        ("/decisions", {**DECISION, "letterKept": True, "state": "awarded"}, {"state"}),
        ("/decisions", {**DECISION, "outcome": "perhaps", "letterKept": "wellicht"}, {"outcome", "letterKept"}),
        ("/submissions", {"channel": "pigeon", "submittedAt": "25:00"}, {"channel", "submittedAt"}),
        ("/submissions", {"channel": "email", "submittedAt": "16:30"}, {"submittedOn"}),
        ("/submissions", {"channel": "email", "submittedOn": "0001-01-01"}, {"submittedOn"}),
        ("/first-contacts", {"answer": "ja", "spokenOn": "gisteren"}, {"answer", "spokenOn"}),
        ("/first-contacts", {"answer": "open", "spokenOn": "2026-11-23"}, {"spokenOn"}),
        (
            "/first-contacts",
            {"answer": "open", "spokenOn": "2026-11-22", "closing": {"date": "31-03-2027", "color": 1}},
            {"closing.date", "closing.color"},
        ),
        ("/closing-dates", {"date": "2027-03-31", "basis": "at", "sure": True}, {"time"}),
        ("/closing-dates", {"date": "9999-12-31", "sure": True}, {"date"}),
        ("/closing-dates", {"date": "2026-11-21", "sure": True}, {"date"}),
        ("/returns", {"reason": ""}, {"reason"}),
        ("/submissions", {"channel": "email", "note": "a\u0000b"}, {"note"}),
    ],
)
def test_everything_that_is_wrong_is_told_at_once(bea, small_world, rest, body, fields):
    made = started(bea)
    answer = bea.send("POST", path_of(made, rest), body, version=2)
    assert answer.status_code == 400, answer.text
    assert {error["field"] for error in answer.json["errors"]} == fields
    assert small_world.rows("application")[0]["version"] == 2


def test_editing(bea):
    made = started(bea)
    answer = bea.send("PATCH", path_of(made), {"title": "Keuken", "amount": "2.500,00"}, version=2)
    assert (answer.json["title"], answer.json["amount"], answer.headers["ETag"]) == ("Keuken", "2500", '"3"')
    assert bea.send("PATCH", path_of(made), {"title": "Keuken", "amount": "twee"}, version=3).status_code == 400


def test_a_task_has_its_own_version(bea):
    made = started(bea)
    task = bea.send("GET", path_of(made)).json["tasks"][0]
    path = path_of(made, f"/tasks/{task['id']}/completions")
    done = bea.send("POST", path, {}, version=task["version"])
    assert done.status_code == 200 and done.json["doneAt"] and done.headers["ETag"] == '"2"'
    assert bea.send("POST", path, {"done": False}, version=1).status_code == 412


def test_others_learn_nothing(bea, small_world):
    made = started(bea)
    otto = client_of(small_world, "otto")
    for path in (path_of(made), "/applications/" + new_id(), "/applications/1", "/applications/%00", "/applications/é"):
        assert otto.send("GET", path).status_code == 404
    assert otto.send("POST", path_of(made, "/approvals"), version=2).status_code == 404
    assert otto.send("GET", "/applications").json["items"] == []
    assert client_of(small_world, "mo").send("POST", path_of(made, "/approvals"), version=2).status_code == 403
    nobody = stranger(small_world).get("/api/v1/applications", base_url=BASE)
    assert nobody.status_code == 401


def test_every_route_says_which_right_it_asks(small_world):
    app = client_of(small_world, "bea").http.application
    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "right") and rule.rule.startswith(("/api", "/applications"))
    ]
    assert silent == []
