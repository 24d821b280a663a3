"""The signed call of the tracker."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shared.access import service_calls
from shared.contracts.source_snapshot_json import from_json
from tests.services.matcher.world import ADDRESS, NOW, SECRET

PATH = "/internal/v1/snapshots"
SOURCE = "rotterdam-bewonersinitiatieven"


class Tracker:
    """Signs and sends calls as the tracker does."""

    def __init__(self, world):
        self.world = world
        self.http = world.app.test_client()

    def headers(self, body, *, person_id, path=PATH, now=NOW, secret=SECRET):
        return service_calls.sign(
            {"k": secret},
            audience="matcher",
            method="POST",
            path=path,
            body=body,
            acting_person_id=person_id,
            reason="application.start",
            now=now,
        )

    def ask(self, body, headers):
        return self.http.post(PATH, base_url=ADDRESS, data=body, headers=headers, content_type="application/json")


@pytest.fixture
def tracker(small_world):
    return Tracker(small_world)


@pytest.fixture
def body(small_world):
    need = small_world.need(small_world.place())
    return json.dumps({"needId": need.id, "sourceId": SOURCE}).encode()


def test_a_signed_call_gets_the_copy_for_that_person(tracker, body):
    answer = tracker.ask(body, tracker.headers(body, person_id=tracker.world.noor.person_id))
    assert answer.status_code == 200
    snapshot = from_json(answer.json)
    assert (snapshot.source_id, snapshot.need_id) == (SOURCE, json.loads(body)["needId"])


def test_the_rights_of_that_person_are_asked_again(tracker, body):
    stranger = tracker.world.person("Vreemd")
    assert tracker.ask(body, tracker.headers(body, person_id=stranger.person_id)).status_code == 404


def test_a_call_counts_once(tracker, body):
    headers = tracker.headers(body, person_id=tracker.world.noor.person_id)
    assert tracker.ask(body, headers).status_code == 200
    assert tracker.ask(body, headers).status_code == 401


def test_unsigned_changed_old_and_wrongly_signed_calls_are_refused(tracker, body):
    noor = tracker.world.noor.person_id
    other = body.replace(SOURCE.encode(), b"oranje-fonds")
    refused = [
        tracker.ask(body, {}),
        tracker.ask(other, tracker.headers(body, person_id=noor)),
        tracker.ask(body, tracker.headers(body, person_id=noor, now=NOW - timedelta(minutes=5))),
        tracker.ask(body, tracker.headers(body, person_id=noor, secret=b"another secret that is long enough too")),
        tracker.ask(body, tracker.headers(body, person_id=noor, path="/internal/v1/events")),
    ]
    assert {answer.status_code for answer in refused} == {401}


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"needId": 1, "sourceId": ""}'])
def test_a_body_without_ids_is_refused(tracker, body):
    tracker.world.place()
    answer = tracker.ask(body, tracker.headers(body, person_id=tracker.world.noor.person_id))
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json["errors"]} == {"needId", "sourceId"}


def test_it_is_not_in_the_public_document(small_world):
    document = small_world.client().get("/api/v1/openapi.json").json
    assert not [path for path in document["paths"] if "snapshots" in path]
