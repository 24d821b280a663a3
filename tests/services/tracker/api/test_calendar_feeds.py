"""The calendar feed for programs."""

from __future__ import annotations

import pytest

from tests.services.tracker.acts import begin
from tests.services.tracker.calendar_checks import checked
from tests.services.tracker.client import BASE, client_of, stranger


@pytest.fixture
def bea(small_world):
    begin(small_world)
    return client_of(small_world, "bea")


def test_an_address_is_made_read_and_ended(small_world, bea):
    before = bea.send("GET", "/calendar-feed").get_json()
    assert before == {
        "hasAddress": False,
        "madeAt": None,
        "lastReadAt": None,
        "placeIds": [],
        "alarmDays": [7, 2],
        "version": 0,
    }
    made = bea.send("POST", "/calendar-feed/addresses", key="one")
    again = bea.send("POST", "/calendar-feed/addresses", key="one")
    assert (made.status_code, again.status_code) == (201, 201)
    address = made.get_json()["address"]
    assert made.get_json()["hasAddress"] and again.get_json() == made.get_json() | {"address": None}
    file = stranger(small_world).get(address.removeprefix(BASE), base_url=BASE)
    assert len(checked(file.data).events) == 1
    assert bea.send("GET", "/calendar-feed").get_json()["lastReadAt"].startswith("2026-11-22T12:00")
    assert bea.send("DELETE", "/calendar-feed/addresses").status_code == 204
    assert stranger(small_world).get(address.removeprefix(BASE), base_url=BASE).status_code == 404
    assert not bea.send("GET", "/calendar-feed").get_json()["hasAddress"]


def test_wishes_are_put_and_all_that_is_wrong_is_told(small_world, bea):
    version = bea.send("POST", "/calendar-feed/addresses").get_json()["version"]
    wanted = {"placeIds": [small_world.place], "alarmDays": [14, 1]}
    put = bea.send("PUT", "/calendar-feed", wanted, version=version)
    assert put.status_code == 200 and put.get_json() | wanted == put.get_json()
    assert bea.send("PUT", "/calendar-feed", wanted, version=version).status_code == 412
    assert bea.send("PUT", "/calendar-feed", wanted).status_code == 428
    for body, fields in (
        ({}, {"placeIds", "alarmDays"}),
        ({"placeIds": [small_world.ids["other"]], "alarmDays": [3]}, {"placeIds", "alarmDays"}),
        ({"placeIds": "x", "alarmDays": ["2"], "secret": "x"}, {"placeIds", "alarmDays.0", "secret"}),
        ({"placeIds": ["x" * 37], "alarmDays": [1] * 6}, {"placeIds.0", "alarmDays"}),
    ):
        wrong = bea.send("PUT", "/calendar-feed", body, version=put.get_json()["version"])
        assert wrong.status_code == 400
        assert {error["field"] for error in wrong.get_json()["errors"]} == fields


def test_h02_one_deadline_is_a_file_for_whom_may_see_it(small_world, bea):
    application_id, deadline_id = small_world.rows("application")[0]["id"], small_world.rows("deadline")[0]["id"]
    path = f"/applications/{application_id}/deadlines/{deadline_id}/calendar-file"
    file = bea.send("GET", path)
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert checked(file.data).events[0]["UID"] == deadline_id
    assert client_of(small_world, "otto").send("GET", path).status_code == 404
