"""A program brings a sheet, sees what it does, and takes it over."""

from __future__ import annotations

from tests.services.tracker.client import client_of
from tests.services.tracker.sheets import NAMES

ROWS = [NAMES, ["Huis van de wijk", "Tuin", "Fonds A", "± 5", "2026-03-02", "Ingediend"], ["?", "Muur", "Fonds B", 10]]


def test_bring_choose_see_and_confirm(world):
    bea = client_of(world, "bea")
    made = bea.send("POST", "/sheets", {"name": "blad", "rows": ROWS})
    assert (made.status_code, made.json["version"], world.rows("application")) == (201, 1, [])
    path = f"/sheets/{made.json['id']}"
    plan = bea.send("GET", path).json
    assert (plan["columnsChosen"], plan["columns"]["3"], plan["rows"]) == (False, "amount", [])
    choices = {"columns": plan["columns"]}
    assert bea.send("PUT", f"{path}/choices", choices).status_code == 428
    assert bea.send("PUT", f"{path}/choices", choices, version=1).json["version"] == 2
    assert bea.send("PUT", f"{path}/choices", choices, version=1).status_code == 412
    plan = bea.send("GET", path).json
    assert [row["kind"] for row in plan["rows"]] == ["new", "place_asked"] and plan["placeQuestions"] == ["?"]
    refused = bea.send("POST", f"{path}/confirmations", {"digest": plan["digest"]})
    assert (refused.status_code, refused.json["reason"]) == (409, "questions")
    bea.send("PUT", f"{path}/choices", choices | {"places": {"?": "skip"}}, version=2)
    plan = bea.send("GET", path).json
    assert plan["rows"][0]["steps"] == ["start", "submit"]
    assert plan["rows"][0]["notes"] == ["Gevraagd bedrag: “± 5” is geen vast bedrag."]
    assert bea.send("POST", f"{path}/confirmations", {"digest": "x"}).json["reason"] == "plan_changed"
    body = {"digest": plan["digest"]}
    done = bea.send("POST", f"{path}/confirmations", body, key="k")
    assert (done.status_code, done.json["state"], done.json["counts"]["new"]) == (200, "applied", 1)
    assert bea.send("POST", f"{path}/confirmations", body, key="k").json == done.json
    assert bea.send("POST", f"{path}/confirmations", body).status_code == 409
    assert [row["state"] for row in world.rows("application")] == ["submitted"]


def test_signs_that_nobody_sees_are_left_out(world):
    bea = client_of(world, "bea")
    rows = [NAMES, ["Huis van de wijk", "Tu\x00in\u202e", "Fonds A\x07"]]
    made = bea.send("POST", "/sheets", {"name": "blad", "rows": rows}).json
    path = f"/sheets/{made['id']}"
    columns = bea.send("GET", path).json["columns"]
    refused = bea.send("PUT", f"{path}/choices", {"columns": columns, "places": {"a\x00": "skip"}}, version=1)
    assert refused.status_code == 400
    bea.send("PUT", f"{path}/choices", {"columns": columns}, version=1)
    bea.send("POST", f"{path}/confirmations", {"digest": bea.send("GET", path).json["digest"]})
    assert [(row["title"], row["source_name"]) for row in world.rows("application")] == [("Tuin", "Fonds A")]


def test_what_is_no_sheet_is_refused(small_world):
    bea = client_of(small_world, "bea")
    for body in (
        {"name": "x", "rows": [["a"]]},
        {"name": "x", "rows": [["a"], [{"b": 1}]]},
        {"name": "", "rows": ROWS},
        {"name": "a\x00b", "rows": ROWS},
        {"name": "x", "rows": [["a"] * 61, ["b"]]},
        {"name": "x", "rows": [[], []]},
    ):
        assert bea.send("POST", "/sheets", body).status_code == 400, body
    assert client_of(small_world, "mo").send("POST", "/sheets", {"name": "x", "rows": ROWS}).status_code == 403
