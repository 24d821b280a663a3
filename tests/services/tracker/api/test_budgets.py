from __future__ import annotations

import pytest

from tests.services.tracker.client import client_of

START = {"needId": "need-1", "sourceId": "fonds-voor-de-wijk"}
KITCHEN = {"text": "Keukenblok", "amount": "3.000,00", "kind": "equipment"}
PAINT = {"text": "Verf", "amount": "605", "vat": "back_high"}
HOURS = {"text": "Klussen", "worth": "hours", "hours": "12,5", "rate": "15"}


@pytest.fixture
def bea(small_world):
    return client_of(small_world, "bea")


def start(client, source="fonds-voor-de-wijk"):
    answer = client.send("POST", "/applications", {**START, "sourceId": source})
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def budget(client, application_id):
    answer = client.send("GET", f"/applications/{application_id}/budget")
    assert answer.status_code == 200, answer.text
    return answer


def put(client, application_id, body, version=0):
    return client.send("PUT", f"/applications/{application_id}/budget", body, version=version)


def test_a_budget_begins_with_what_is_asked(world):
    client = client_of(world, "bea")
    answer = budget(client, start(client))
    assert (answer.json["version"], answer.headers["ETag"]) == (0, '"0"')
    plan = answer.json["plan"]
    assert [(line["text"], line["amount"]) for line in plan["lines"]] == [("Een nieuwe keuken", "4000")]
    assert [(cover["kind"], cover["amount"], cover["state"]) for cover in plan["covers"]] == [
        ("application", "4000", "to_ask")
    ]
    assert (plan["gap"], plan["over"], plan["closes"]) == ("0", "0", True)


def test_lines_and_covers_to_the_cent(world):
    client = client_of(world, "bea")
    application = start(client)
    own = {"kind": "own", "name": "Spaarpot", "amount": "100", "state": "promised"}
    made = put(client, application, {"lines": [KITCHEN, PAINT, HOURS], "covers": [own]})
    assert made.status_code == 200, made.text
    plan = made.json["plan"]
    assert (made.json["version"], plan["costs"], plan["vatBack"], plan["inKind"]) == (1, "3500", "105", "187.5")
    assert (plan["hoped"], plan["sure"], plan["over"]) == ("4100", "100", "600")
    assert [cover["kind"] for cover in plan["covers"]] == ["application", "own", "in_kind"]
    again = budget(client, application)
    assert again.json["plan"] == plan and again.headers["ETag"] == '"1"'
    ids = [line["id"] for line in plan["lines"]]
    changed = [{**KITCHEN, "id": ids[0], "amount": "2900"}, {**PAINT, "id": ids[1]}]
    only_lines = put(client, application, {"lines": changed}, version=1)
    assert [line["id"] for line in only_lines.json["plan"]["lines"]] == ids[:2]
    assert only_lines.json["plan"]["covers"][1]["name"] == "Spaarpot"


def test_h65_the_sum_of_a_budget_is_its_parts(bea):
    application = start(bea)
    answer = put(bea, application, {"lines": [KITCHEN, PAINT], "total": "3605,01"})
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [("total", "not_the_sum")]
    assert "0,01" in answer.json["errors"][0]["detail"]
    assert put(bea, application, {"lines": [KITCHEN, PAINT], "total": "3605"}).status_code == 200


def test_h65_hours_times_rate_and_parts_of_a_cover(bea):
    application = start(bea)
    wrong = put(bea, application, {"lines": [{**HOURS, "amount": "187,51"}]})
    assert [error["field"] for error in wrong.json["errors"]] == ["lines.0.amount"]
    made = put(bea, application, {"lines": [KITCHEN, PAINT]})
    lines = [line["id"] for line in made.json["plan"]["lines"]]
    short = [{"lineId": lines[0], "amount": "3000"}, {"lineId": lines[1], "amount": "650"}]
    answer = put(bea, application, {"applications": [{"applicationId": application, "shares": short}]}, version=1)
    assert answer.status_code == 400
    assert answer.json["errors"][0]["field"] == f"shares.{application}"
    assert "Er is nog €\xa0350 nodig" in answer.json["errors"][0]["detail"]


def test_h10_a_place_in_a_budget_line_is_an_unknown_field(bea, small_world):
    application = start(bea)
    nested = put(bea, application, {"lines": [{**KITCHEN, "placeId": small_world.ids["other"]}]})
    outer = put(bea, application, {"lines": [KITCHEN], "placeId": small_world.ids["other"]})
    for answer, field in ((nested, "lines.0.placeId"), (outer, "placeId")):
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json["errors"]] == [field]
    assert small_world.rows("budget") == []


@pytest.mark.parametrize(
    "amount", ["-1", -1, "NaN", 1e309, "1e309", "0.001", 0.001, "twaalf", "", True, [1], {"a": 1}, "١٢"]
)
def test_h64_amounts_that_are_none(bea, small_world, amount):
    application = start(bea)
    answer = put(bea, application, {"lines": [{**KITCHEN, "amount": amount}]})
    assert answer.status_code == 400, answer.text
    assert small_world.rows("budget") == []


@pytest.mark.parametrize(("amount", "cents"), [("1.000,00", "1000"), ("1000.00", "1000"), ("0,01", "0.01")])
def test_h64_amounts_in_dutch_are_exact(bea, amount, cents):
    made = put(bea, start(bea), {"lines": [{**KITCHEN, "amount": amount}]})
    assert made.json["plan"]["lines"][0]["amount"] == cents


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"lines": [{"text": "", "amount": "0"}]}, {"lines.0.text", "lines.0.amount"}),
        ({"lines": [{"text": "x", "worth": "hours"}]}, {"lines.0.hours", "lines.0.rate"}),
        (
            {"lines": [{"text": "x", "worth": "hours", "hours": "veel", "rate": "-1"}]},
            {"lines.0.hours", "lines.0.rate"},
        ),
        ({"lines": [{**KITCHEN, "kind": "gold", "vat": "some"}]}, {"lines.0.kind", "lines.0.vat"}),
        ({"lines": [{**KITCHEN, "id": "a"}, {**KITCHEN, "id": "a"}]}, {"lines.1.id"}),
        ({"lines": [KITCHEN] * 61}, {"lines"}),
        ({"covers": [{"kind": "application", "name": "x", "amount": "1", "state": "asked"}]}, {"covers.0.kind"}),
        (
            {"covers": [{"kind": "own", "name": " ", "amount": "0", "state": "asked"}]},
            {"covers.0.name", "covers.0.amount"},
        ),
        (
            {
                "covers": [
                    {
                        "kind": "own",
                        "name": "x",
                        "amount": "5",
                        "state": "asked",
                        "shares": [{"lineId": "nothing", "amount": "5"}],
                    }
                ]
            },
            {"covers.0.shares.0.lineId"},
        ),
        ({"applications": [{"applicationId": "elsewhere", "shares": []}]}, {"shares.elsewhere"}),
    ],
)
def test_all_that_is_wrong_is_told_at_once(bea, small_world, body, fields):
    answer = put(bea, start(bea), body)
    assert answer.status_code == 400, answer.text
    assert {error["field"] for error in answer.json["errors"]} == fields
    assert small_world.rows("budget") == []


def test_of_two_people_one_wins(bea, small_world):
    application = start(bea)
    assert put(client_of(small_world, "mo"), application, {"lines": [KITCHEN]}).status_code == 200
    late = put(bea, application, {"lines": [PAINT]})
    assert late.status_code == 412
    assert late.json["currentVersion"] == 1
    assert late.json["changes"]["events"][0]["by"] == "Mo"


def test_who_is_late_hears_which_lines_changed(bea, small_world):
    application, mo = start(bea), client_of(small_world, "mo")
    put(bea, application, {"lines": [KITCHEN, PAINT, HOURS]})
    kitchen, paint, _hours = budget(bea, application).json["plan"]["lines"]
    other = start(mo, offered(small_world))
    own = {"kind": "own", "name": "Spaarpot", "amount": "100", "state": "promised"}
    kept = {**KITCHEN, "id": kitchen["id"]}
    assert put(mo, other, {"lines": [kept, {**PAINT, "id": paint["id"], "amount": "700"}]}, 1).status_code == 200
    assert put(mo, application, {"covers": [own]}, 2).status_code == 200
    late = put(bea, application, {"lines": [KITCHEN]}, 1)
    assert late.status_code == 412
    first, second = late.json["changes"]["events"]
    assert first["lines"] == [{"name": "Verf", "change": "changed"}, {"name": "", "change": "removed"}]
    assert second["lines"] == [{"name": "Spaarpot", "change": "added"}]


def offered(world):
    """Another source for the same need."""
    source = world.offer(source_id="fonds-2", name="Fonds 2", provider="Gever 2")
    return source.source_id


def test_a_gap_is_accepted_with_a_reason(bea, small_world):
    application = start(bea)
    put(bea, application, {"lines": [{**KITCHEN, "amount": "4350"}]})
    assert budget(bea, application).json["plan"]["gap"] == "350"
    path = f"/applications/{application}/budget/gap-acceptances"
    refused = bea.send("POST", f"/applications/{application}/approvals", version=2)
    assert (refused.status_code, refused.json["reason"]) == (409, "budget_gap")
    body = {"reason": "De buurt zamelt dit in."}
    assert client_of(small_world, "mo").send("POST", path, body, version=1).status_code == 403
    assert bea.send("POST", path, {"reason": ""}, version=1).status_code == 400
    accepted = bea.send("POST", path, body, version=1)
    assert (accepted.status_code, accepted.json["acceptedGap"]) == (200, "350")
    put(bea, application, {"lines": [{**KITCHEN, "amount": "4351"}]}, version=2)
    again = bea.send("POST", f"/applications/{application}/approvals", version=2)
    assert again.status_code == 409, "another gap asks anew"
    put(bea, application, {"lines": [{**KITCHEN, "amount": "4350"}]}, version=3)
    assert bea.send("POST", f"/applications/{application}/approvals", version=2).status_code == 200
    assert bea.send("POST", path, body, version=4).status_code == 200
    put(bea, application, {"lines": [{**KITCHEN, "amount": "4000"}]}, version=5)
    assert bea.send("POST", path, body, version=6).json["reason"] == "no_gap"


def test_what_if_keeps_nothing(bea, small_world):
    application = start(bea)
    answer = bea.send("GET", f"/applications/{application}/budget/what-if?cover={application}&amount=1500")
    assert (answer.json["gap"], answer.json["covers"][0]["amount"]) == ("2500", "1500")
    gone = bea.send("GET", f"/applications/{application}/budget/what-if?cover={application}")
    assert (gone.json["gap"], gone.json["covers"]) == ("4000", [])
    assert bea.send("GET", f"/applications/{application}/budget/what-if?cover=x").status_code == 404
    assert bea.send("GET", f"/applications/{application}/budget/what-if").status_code == 400
    assert small_world.rows("budget") == []


def test_versions_and_their_differences(bea):
    application = start(bea)
    made = put(bea, application, {"lines": [KITCHEN, {**PAINT, "vat": "not_back", "amount": "1000"}]}).json
    assert bea.send("POST", f"/applications/{application}/approvals", version=2).status_code == 200
    path = f"/applications/{application}/budget/versions"
    first = bea.send("GET", f"{path}/1")
    assert [line["amount"] for line in first.json["lines"]] == ["3000", "1000"]
    moved = [{**line, "amount": amount} for line, amount in zip([KITCHEN, PAINT], ("2500", "1500"), strict=True)]
    ids = [line["id"] for line in made["plan"]["lines"]]
    put(bea, application, {"lines": [{**line, "id": i} for line, i in zip(moved, ids, strict=True)]}, version=1)
    found = bea.send("GET", f"{path}/1/differences").json
    assert [(line["change"], line["before"], line["after"]) for line in found["lines"]] == [
        ("changed", "3000", "2500"),
        ("changed", "1000", "1500"),
    ]
    assert found["consentNeeded"] is True
    assert bea.send("GET", f"{path}/1").json == first.json
    assert bea.send("GET", f"{path}/2").status_code == 404
    assert bea.send("GET", f"{path}/1/differences?to=0").status_code == 400


def test_others_learn_nothing(bea, small_world):
    application = start(bea)
    put(bea, application, {"lines": [KITCHEN]})
    otto = client_of(small_world, "otto")
    for path in ("budget", f"budget/what-if?cover={application}", "budget/versions/1", "funder-notes"):
        assert otto.send("GET", f"/applications/{application}/{path}").status_code == 404
    assert put(otto, application, {"lines": [PAINT]}, version=1).status_code == 404
    assert put(client_of(small_world, "cor"), application, {"lines": [PAINT]}, version=1).status_code == 403
