"""Webhooks as receivers see them, checked with other people's libraries."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from standardwebhooks import Webhook, WebhookVerificationError

from shared.contracts.messages import Audience, MessageKind
from shared.kernel.clock import SetClock
from shared.kernel.ids import new_id
from shared.notifier.endpoints import storage
from shared.notifier.endpoints.events import TYPE_OF
from shared.notifier.endpoints.model import OffReason
from shared.notifier.endpoints.signing import new_salt, secret_of
from shared.notifier.preferences.topics import Topic
from tests.faults.stage import NOW, PLACE
from tests.support.endpoints import an_endpoint, deliveries_of, fate, now_of, send_one, take, whsec
from tests.support.receivers import receiving, says


@pytest.fixture
def clock():
    return SetClock(datetime.now(UTC))  # receivers look at the real time


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


def verified(receiver, secret, number=-1):
    _, headers, body = receiver.got[number]
    return Webhook(secret).verify(body, headers)


def test_a_receiver_can_check_and_read_what_it_gets(stage, receiver):
    endpoint = an_endpoint(stage, receiver.url)
    one = send_one(stage)
    assert fate(stage, one)[0] == "delivered"
    told = verified(receiver, whsec(stage, endpoint))
    _, headers, body = receiver.got[0]
    event = from_http_event(HTTPMessage(headers=headers, body=body))
    assert (event.get_id(), event.get_type()) == (one, "nl.steunstromen.application.started.v1")
    assert event.get_source() == "http://127.0.0.1:8000" and event.get_subject().startswith("application:")
    assert event.get_time().utcoffset() is not None
    assert headers["webhook-id"] == one and headers["content-type"] == "application/cloudevents+json"
    assert told["data"]["place_id"] == PLACE and told["data"]["closing_date"] == "2026-12-19"
    assert len(body) < 20_000


def test_nothing_of_persons_accounts_or_notes_leaves_the_house(sqlite_stage, receiver):
    an_endpoint(sqlite_stage, receiver.url)
    secret_things = {
        "application_title": "Nieuwe keuken",
        "account": "NL91ABNA0417164300",
        "by": "Anna de Vries",
        "note": "bel Anna",
        "decision": "Toegekend door Anna",
        "letter_on": "morgen, zegt Anna",
        "amount_cents": 250_000,
    }
    send_one(sqlite_stage, data=secret_things)
    told = json.loads(receiver.bodies[0])
    assert told["data"] == {"place_id": PLACE, "amount_cents": 250_000}
    assert b"Anna" not in receiver.bodies[0] and b"NL91" not in receiver.bodies[0]


def test_every_try_has_the_same_id_and_bytes_and_its_own_time(stage, receiver, clock):
    endpoint = an_endpoint(stage, receiver.url)
    receiver.answer = says(503)
    one = send_one(stage)
    assert fate(stage, one) == ("retry_wait", "503")
    clock.move(timedelta(seconds=7))
    receiver.answer = says(204)
    stage.deliver(one)
    assert fate(stage, one)[0] == "delivered"
    assert receiver.bodies[0] == receiver.bodies[1]
    first, second = (headers for _, headers, _ in receiver.got)
    assert first["webhook-id"] == second["webhook-id"] == one
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) in (7, 8)
    for number in (0, 1):
        verified(receiver, whsec(stage, endpoint), number)


def test_after_a_new_secret_both_sign_for_a_day(sqlite_stage, receiver, clock):
    salts = new_salt(), new_salt()
    an_endpoint(
        sqlite_stage, receiver.url, salt=salts[0], old_salt=salts[1], old_until=clock.now() + timedelta(hours=24)
    )
    new, old = (secret_of(sqlite_stage.context.settings.secret, salt) for salt in salts)
    send_one(sqlite_stage)
    verified(receiver, new)
    verified(receiver, old)
    clock.move(timedelta(hours=24))
    send_one(sqlite_stage)
    assert " " not in receiver.got[-1][1]["webhook-signature"]


def test_a_receiver_refuses_what_is_six_minutes_old_and_what_was_changed(sqlite_stage, receiver, clock):
    endpoint = an_endpoint(sqlite_stage, receiver.url)
    clock.move(timedelta(minutes=-6))
    send_one(sqlite_stage)
    with pytest.raises(WebhookVerificationError):
        verified(receiver, whsec(sqlite_stage, endpoint))
    clock.move(timedelta(minutes=6))
    send_one(sqlite_stage)
    _, headers, body = receiver.got[-1]
    with pytest.raises(WebhookVerificationError):
        Webhook(whsec(sqlite_stage, endpoint)).verify(body.replace(b"started", b"awarded"), headers)


def test_only_what_was_asked_for_is_sent(sqlite_stage, receiver):
    an_endpoint(sqlite_stage, receiver.url, topics=frozenset({Topic.MONEY}))
    send_one(sqlite_stage)
    assert receiver.got == []
    send_one(sqlite_stage, kind=MessageKind.DECISION_RECORDED)
    assert json.loads(receiver.bodies[0])["type"] == TYPE_OF[MessageKind.DECISION_RECORDED]


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": Audience.PERSON, "person_id": new_id()},
        {"kind": MessageKind.BANK_ACCOUNT_CHANGED},
        {"place_id": None},
        {"audience": Audience.PLACE_COORDINATORS},
    ],
    ids=["for one person", "about an account", "of no place", "for coordinators"],
)
def test_what_is_for_persons_goes_to_persons_only(sqlite_stage, receiver, changes):
    an_endpoint(sqlite_stage, receiver.url)
    send_one(sqlite_stage, **changes)
    assert receiver.got == []


def test_another_organisation_hears_nothing(sqlite_stage, receiver):
    an_endpoint(sqlite_stage, receiver.url, organisation_id=new_id())
    assert send_one(sqlite_stage) == ""


def test_an_endpoint_that_is_off_gets_nothing_and_the_log_says_why(sqlite_stage, receiver):
    an_endpoint(sqlite_stage, receiver.url, disabled_at=NOW, disabled_reason=OffReason.BY_PERSON)
    one = send_one(sqlite_stage)
    assert fate(sqlite_stage, one) == ("suppressed", "endpoint_disabled")
    assert receiver.got == []


def test_while_an_endpoint_is_called_others_of_it_wait_and_that_is_no_try(stage, receiver, clock):
    endpoint = an_endpoint(stage, receiver.url)
    (first,), (second,) = (deliveries_of(stage, take(stage).id) for _ in range(2))
    with stage.context.database.transaction() as connection:
        assert storage.take_turn(connection, endpoint, clock.now())
        assert not storage.take_turn(connection, endpoint, clock.now())
    channel = stage.context.channels["webhook"]
    stage.deliver(first)
    assert fate(stage, first) == ("pending", "endpoint_busy") and receiver.got == []
    clock.move(storage.TURN)  # whoever had the turn died
    stage.deliver(first)
    stage.deliver(second)
    assert channel.name == "webhook" and len(receiver.got) == 2
    assert fate(stage, second)[0] == "delivered"


def test_of_all_that_fail_one_is_called_at_a_time(stage, receiver, clock):
    ill, worse, sound = (an_endpoint(stage, receiver.url, failures=number) for number in (1, 4, 0))
    with stage.context.database.transaction() as connection:
        assert storage.take_turn(connection, ill, clock.now())
        assert not storage.take_turn(connection, worse, clock.now())
        assert storage.take_turn(connection, sound, clock.now())


def test_after_a_failure_the_next_message_waits_too(sqlite_stage, receiver, clock):
    endpoint = an_endpoint(sqlite_stage, receiver.url)
    receiver.answer = says(500)
    send_one(sqlite_stage)
    later = send_one(sqlite_stage)
    assert fate(sqlite_stage, later) == ("pending", "endpoint_paused") and len(receiver.got) == 1
    clock.move(timedelta(seconds=6))
    receiver.answer = says(200)
    sqlite_stage.deliver(later)
    assert fate(sqlite_stage, later)[0] == "delivered"
    assert now_of(sqlite_stage, endpoint).failures == 0
