"""What the tracker tells arrives once, whoever sends it twice or late."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from services.matcher.storage import outcomes
from shared.access import service_calls
from shared.access.scope import SYSTEM, Scope
from shared.audit import entries
from shared.contracts.application_events import ApplicationEvent, Standing, to_json
from shared.kernel.ids import new_id
from tests.services.matcher.world import ADDRESS, NOW, SECRET

PATH = "/internal/v1/events"


def an_event(**changes):
    event = ApplicationEvent(
        id=new_id(),
        standing=Standing.SUBMITTED,
        occurred_at=NOW,
        happened_on=date(2026, 11, 22),
        application_id=new_id(),
        application_version=2,
        place_id=new_id(),
        need_id=new_id(),
        source_id="rotterdam-bewonersinitiatieven",
        source_version=1,
        asked_cents=50_000,
    )
    return replace(event, **changes)


def following(event, **changes):
    """The next thing that happened to the same application."""
    return replace(event, **{"id": new_id(), "application_version": event.application_version + 1, **changes})


def send(world, event, **changes):
    return post(world, json.dumps(to_json(event)).encode(), **changes)


def post(world, body, *, person_id="", secret=SECRET):
    headers = service_calls.sign(
        {"k": secret},
        audience="matcher",
        method="POST",
        path=PATH,
        body=body,
        acting_person_id=person_id,
        reason="application.event",
        now=NOW,
    )
    http = world.app.test_client()
    return http.post(PATH, base_url=ADDRESS, data=body, headers=headers, content_type="application/json")


def kept(world, scope=SYSTEM, **where):
    with world.ctx.database.read() as connection:
        return outcomes.of_places(scope, connection, [where["place_id"]])


def test_an_event_is_kept_with_what_we_know_of_the_source(small_world):
    event = an_event()
    answer = send(small_world, event)
    assert (answer.status_code, answer.json) == (201, {"new": True})
    (outcome,) = kept(small_world, place_id=event.place_id)
    assert (outcome.standing, outcome.happened_on) == (Standing.SUBMITTED, event.happened_on)
    assert (outcome.provider_kind, outcome.money_from) == ("government", ("government", "municipality"))


def test_the_same_event_again_changes_nothing(small_world):
    event = an_event()
    answers = [send(small_world, event).status_code for _ in range(3)]
    assert answers == [201, 200, 200]
    assert len(kept(small_world, place_id=event.place_id)) == 1


def test_an_older_event_that_comes_later_changes_nothing(small_world):
    submitted = an_event()
    granted = following(submitted, standing=Standing.GRANTED, granted_cents=40_000)
    assert send(small_world, granted).status_code == 201
    assert send(small_world, submitted).status_code == 200
    (outcome,) = kept(small_world, place_id=submitted.place_id)
    assert (outcome.standing, outcome.granted_cents) == (Standing.GRANTED, 40_000)


def test_a_newer_event_takes_the_place_of_the_older(small_world):
    submitted = an_event()
    send(small_world, submitted)
    send(small_world, following(submitted, standing=Standing.WITHDRAWN))
    assert [outcome.standing for outcome in kept(small_world, place_id=submitted.place_id)] == [Standing.WITHDRAWN]


def test_an_event_about_a_source_we_do_not_know_is_kept(small_world):
    event = an_event(source_id="nooit-van-gehoord")
    assert send(small_world, event).status_code == 201
    assert kept(small_world, place_id=event.place_id)[0].provider_kind == "other"


def test_outcomes_stay_within_the_scope(small_world):
    event = an_event()
    send(small_world, event)
    mine, theirs = Scope(places=frozenset({event.place_id})), Scope(places=frozenset({new_id()}))
    assert len(kept(small_world, mine, place_id=event.place_id)) == 1
    assert kept(small_world, theirs, place_id=event.place_id) == []


@pytest.mark.parametrize("body", [b"{}", b"[]", json.dumps({**to_json(an_event()), "version": 9}).encode()])
def test_what_can_not_be_read_is_refused_for_good(small_world, body):
    answer = post(small_world, body)
    assert answer.status_code == 400
    assert answer.json["errors"][0]["code"] == "unreadable_event"


def test_unsigned_and_wrongly_signed_events_are_refused(small_world):
    body = json.dumps(to_json(an_event())).encode()
    bare = small_world.app.test_client().post(PATH, base_url=ADDRESS, data=body, content_type="application/json")
    assert bare.status_code == 401
    assert post(small_world, body, secret=b"another secret that is long enough too").status_code == 401


def test_who_is_signed_in_can_not_send_events(small_world):
    answer = small_world.client(small_world.noor).send("POST", PATH, to_json(an_event()))
    assert answer.status_code == 401


def test_every_event_stands_in_the_audit_log(small_world):
    event = an_event()
    send(small_world, event)
    with small_world.ctx.database.read() as connection:
        (line,) = entries(connection, f"application:{event.application_id}")
    assert (line.action, line.via, line.person_id) == ("outcome.heard", "tracker", None)
