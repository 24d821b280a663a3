from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from services.tracker.jobs.clock import tidy
from services.tracker.usecases.recording.photos import store
from services.tracker.usecases.recording.sweep_photos import sweep_photos
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from tests.services.tracker.awarding import carried_out, cost
from tests.services.tracker.client import BASE, client_of


@pytest.fixture
def program(small_world):
    return carried_out(small_world)


def photo(program, kept, key="", **fields):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    headers = {
        "X-CSRF-Token": program.client.token,
        "Idempotency-Key": key or new_id(),
        "If-Match": f'"{kept["version"]}"',
    }
    data = {"file": (io.BytesIO(picture.getvalue()), "keuken.jpg"), **fields}
    path = f"/api/v1/activities/{kept['id']}/photos"
    return program.client.http.post(path, base_url=BASE, data=data, headers=headers)


def test_the_record_pages_with_the_newest_day_in_front(program, small_world):
    for day in (20, 22, 21, 22):
        program.record(what="Soep", happenedOn=f"2026-11-{day}")
    seen: list[str] = []
    cursor: Any = ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        answer = program.client.send("GET", f"/activities?place={small_world.place}&limit=3{more}").json
        seen += [item["happenedOn"][-2:] for item in answer["items"]]
        cursor = answer["nextCursor"]
    assert seen == ["22", "22", "21", "20"]


@pytest.mark.parametrize("query", ["limit=0", "limit=1000000000", "cursor=abc", "cursor=2026-11-22_x", "place=1&x=1"])
def test_a_query_that_makes_no_sense(program, small_world, query):
    place = "" if "place" in query else f"place={small_world.place}&"
    assert program.client.send("GET", f"/activities?{place}{query}").status_code == 400


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e309", "0.001", None, [], True])
def test_h64_an_amount_that_is_none_is_refused(program, amount):
    program.record(400, what="Soep", costs=[{"what": "Uien", "amount": amount}])
    answer = program.client.send(
        "POST", f"/applications/{program.id}/repayments", {"amount": amount, "paidOn": "2026-11-22"}, version=1
    )
    assert answer.status_code == 400


def test_h64_a_dutch_amount_is_exact(program):
    kept = program.record(what="Soep", costs=[{"what": "Uien", "amount": "1.000,05"}])
    assert kept["costs"][0]["amount"] == "1000.05"


@pytest.mark.parametrize(
    "changes",
    [{"extra": 1}, {"people": -1}, {"happenedOn": "2030-01-01"}, {"applicationIds": ["x"]}, {"what": "a\u0000b"}],
)
def test_a_body_that_does_not_fit_is_refused(program, small_world, changes):
    program.record(400, what=changes.pop("what", "Soep"), **changes)
    assert small_world.rows("activity") == []


def test_a_photo_is_kept_once_and_given_to_the_place_only(program, small_world):
    kept, key = program.record(what="Soep", costs=[cost(program, "10")]), new_id()
    first = photo(program, kept, key)
    assert first.status_code == 200, first.text
    assert photo(program, kept, key).json == first.json
    second = photo(program, first.json, costId=kept["costs"][0]["id"])
    assert [one["costId"] for one in second.json["photos"]] == [None, kept["costs"][0]["id"]]
    assert len(small_world.rows("activity_photo")) == 2
    path = f"/activity-photos/{first.json['photos'][0]['id']}"
    answer = program.client.send("GET", path)
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client_of(small_world, "otto").send("GET", path).status_code == 404
    assert photo(program, second.json, costId=new_id()).status_code == 404
    stored = small_world.rows("activity_photo")[0]["stored_as"]
    assert store(small_world.ctx).get(stored)


def test_bytes_without_a_picture_are_swept_after_a_day(program, small_world):
    kept = photo(program, program.record(what="Soep")).json
    lost = store(small_world.ctx).put(b"half a request")
    small_world.clock.moment = datetime.now(UTC)
    assert sweep_photos(small_world.ctx) == 0, "a request may be writing its row now"
    small_world.clock.move(timedelta(days=2))
    tidy(small_world.ctx)
    with pytest.raises(NotFound):
        store(small_world.ctx).get(lost)
    stored = small_world.rows("activity_photo", id=kept["photos"][0]["id"])[0]["stored_as"]
    assert store(small_world.ctx).get(stored)


def test_a_receipt_stays_with_its_cost_when_it_is_changed(program, small_world):
    kept = program.record(what="Soep", costs=[cost(program, "10"), cost(program, "20")])
    kept = photo(program, kept, costId=kept["costs"][1]["id"]).json
    lines = [{**kept["costs"][1], "amount": "25", "shares": []}]
    for line in lines:
        line.pop("tooMuch")
    body = {"happenedOn": "2026-11-22", "what": "Soep", "applicationIds": [program.id], "costs": lines}
    after = program.client.send("PATCH", f"/activities/{kept['id']}", body, version=kept["version"]).json
    assert [one["amount"] for one in after["costs"]] == ["25"]
    assert after["photos"][0]["costId"] == after["costs"][0]["id"]
    body["costs"] = []
    after = program.client.send("PATCH", f"/activities/{kept['id']}", body, version=after["version"]).json
    assert after["photos"][0]["costId"] is None, "the receipt of a cost that went stays a picture"
    stale = program.client.send("PATCH", f"/activities/{kept['id']}", body, version=kept["version"])
    assert stale.status_code == 412


def test_another_place_reads_and_writes_nothing(program, small_world):
    kept = program.record(what="Soep")
    otto = client_of(small_world, "otto")
    assert otto.send("GET", f"/activities/{kept['id']}").status_code == 404
    assert otto.send("GET", f"/activities?place={small_world.place}").status_code == 404
    body = {"placeId": small_world.place, "happenedOn": "2026-11-22", "what": "x"}
    assert otto.send("POST", "/activities", body).status_code == 404
    own = body | {"placeId": small_world.ids["other"], "applicationIds": [program.id]}
    answer = otto.send("POST", "/activities", own)
    assert answer.status_code == 400 and answer.json["errors"][0]["field"] == "applicationIds"
    assert client_of(small_world, "cor").send("POST", "/activities", body).status_code == 403
