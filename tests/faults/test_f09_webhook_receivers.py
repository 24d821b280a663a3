"""Receivers that do everything wrong: none of them reaches inside, holds anybody up, or is called for ever."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import sqlalchemy as sa

from shared.contracts.messages import MessageKind
from shared.egress.guard import Pinned
from shared.egress.http import EgressFailed, Http
from shared.egress.refusals import Target
from shared.kernel.clock import SetClock
from shared.notifier.endpoints.model import OffReason
from shared.notifier.tables import delivery, webhook_attempt
from shared.outbox.relay import NoRelay
from shared.outbox.tables import outbox
from tests.faults import stage as stages
from tests.faults.stage import ANNA, BILAL, CARLA, rows
from tests.support.endpoints import an_endpoint, calling, deliveries_of, fate, now_of, send_one, take
from tests.support.receivers import bombs, drips, hangs, pours, receiving, says


@pytest.fixture
def clock():
    return SetClock(datetime.now(UTC))


@pytest.fixture
def stage(make_sqlite, tmp_path, clock):
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite))
    notifier = stages.open_stage(settings, clock=clock, relay=NoRelay(), direct_after=0)
    yield notifier
    stages.close(notifier)


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


def problems(stage):
    query = sa.select(webhook_attempt.c.status, webhook_attempt.c.problem).order_by(webhook_attempt.c.id)
    return rows(stage, query)


@pytest.mark.parametrize("evil", [hangs, drips], ids=["hangs", "one byte at a time"])
def test_a_call_ends_in_time(stage, receiver, evil):
    calling(stage, seconds=0.5)
    an_endpoint(stage, receiver.url)
    receiver.answer = evil
    started = time.monotonic()
    one = send_one(stage)
    assert time.monotonic() - started < 3
    assert fate(stage, one) == ("retry_wait", "timeout")
    assert problems(stage) == [(None, "timeout")]


def test_h48_ten_gigabytes_are_cut_at_64_kilobytes(stage, receiver):
    an_endpoint(stage, receiver.url)
    receiver.answer = pours
    one = send_one(stage)
    assert fate(stage, one)[0] == "delivered"
    ((answer,),) = rows(stage, sa.select(webhook_attempt.c.answer))
    assert answer == "x" * 200
    assert receiver.written < 32 * 1024**2  # what fits in buffers of the network, and nothing near ten gigabytes


def test_a_packed_bomb_is_not_unpacked(stage, receiver):
    an_endpoint(stage, receiver.url)
    receiver.answer = bombs
    started = time.monotonic()
    assert fate(stage, send_one(stage))[0] == "delivered"
    assert time.monotonic() - started < 5
    assert receiver.got[0][1]["accept-encoding"] == "identity"


def test_h45_a_redirect_is_not_followed_anywhere(stage, receiver):
    with receiving() as inside:
        an_endpoint(stage, receiver.url)
        for target in (inside.url, receiver.url):  # to another one inside, and round in a circle
            receiver.answer = says(302, Location=target)
            one = send_one(stage)
            assert fate(stage, one) == ("retry_wait", "302")
            stage.context.clock.move(timedelta(hours=1))
        assert inside.got == [] and len(receiver.got) == 2


def test_h44_a_name_that_turns_private_after_the_check_is_not_called(stage, receiver):
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"]  # was a public one when the endpoint was made

    calling(stage, resolver=resolver)
    an_endpoint(stage, f"https://hook.example.nl:8443/{receiver.server_address[1]}")
    one = send_one(stage)
    assert fate(stage, one) == ("retry_wait", "refused_not_public")
    assert asked and receiver.got == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(stage):
    calling(stage, resolver=lambda *_: ["93.184.215.14", "10.0.0.5"])
    an_endpoint(stage, "https://hook.example.nl/")
    assert fate(stage, send_one(stage)) == ("retry_wait", "refused_not_public")


def test_names_that_cannot_be_found_are_tried_again(stage):
    def resolver(*_):
        raise OSError("no such name")

    calling(stage, resolver=resolver)
    an_endpoint(stage, "https://hook.example.nl/")
    assert fate(stage, send_one(stage)) == ("retry_wait", "refused_unknown_name")


def test_too_many_requests_are_answered_with_patience(stage, receiver, clock):
    endpoint = an_endpoint(stage, receiver.url)
    receiver.answer = says(429, Retry_After="600")
    one = send_one(stage)
    clock.move(timedelta(minutes=9))
    receiver.answer = says(200)
    stage.deliver(one)
    assert len(receiver.got) == 1
    assert now_of(stage, endpoint).paused_until > clock.now()
    clock.move(timedelta(minutes=2))
    stage.deliver(one)
    assert fate(stage, one)[0] == "delivered"


def test_nobody_can_ask_us_to_wait_for_longer_than_a_day(stage, receiver, clock):
    endpoint = an_endpoint(stage, receiver.url)
    receiver.answer = says(503, Retry_After="999999999")
    send_one(stage)
    assert now_of(stage, endpoint).paused_until == clock.now() + timedelta(hours=24)


def test_who_is_gone_is_not_called_again_and_the_owner_hears_it(stage, receiver, clock):
    endpoint = an_endpoint(stage, receiver.url)
    receiver.answer = says(410)
    one = send_one(stage)
    assert fate(stage, one) == ("failed_permanent", "endpoint_gone")
    assert now_of(stage, endpoint).disabled_reason is OffReason.GONE
    clock.move(timedelta(days=1))
    assert fate(stage, send_one(stage)) == ("suppressed", "endpoint_disabled")
    assert len(receiver.got) == 1
    owner_hears(stage, "adres niet meer bestaat")


def test_after_eight_tries_a_message_is_given_up_and_the_button_tries_anew(stage, receiver, clock):
    an_endpoint(stage, receiver.url)
    receiver.answer = says(500)
    one = send_one(stage)
    tries = patiently(stage, clock, one, timedelta(minutes=1), timedelta(hours=30))
    assert (fate(stage, one)[0], tries) == ("dead", 8)
    assert len(set(receiver.bodies)) == 1
    stage.retry(one)
    clock.move(timedelta(hours=1))
    receiver.answer = says(200)
    stage.deliver(one)
    assert fate(stage, one)[0] == "delivered" and len(set(receiver.bodies)) == 1


def test_five_days_of_errors_switch_it_off_and_the_owner_hears_it_once(stage, receiver, clock):
    endpoint = an_endpoint(stage, receiver.url)
    receiver.answer = says(500)
    for day in range(6):
        assert now_of(stage, endpoint).enabled, day
        one = send_one(stage)
        clock.move(timedelta(days=1))
    one = send_one(stage)
    assert now_of(stage, endpoint).disabled_reason is OffReason.FAILING
    assert fate(stage, one)[0] in ("suppressed", "retry_wait")
    owner_hears(stage, "vijf dagen fouten")


def test_one_that_hangs_does_not_hold_up_the_others(stage, clock):
    calling(stage, seconds=1)
    with receiving() as evil, receiving() as sound:
        evil.answer = hangs
        ill, well = (an_endpoint(stage, one.url) for one in (evil, sound))
        for _ in range(10):
            for delivery_id in deliveries_of(stage, take(stage).id):
                started = time.monotonic()
                stage.deliver(delivery_id)
                took = time.monotonic() - started
                assert took < 3
        assert len(sound.got) == 10
        assert len(evil.got) == 1  # after that all wait for its pause to end
        assert now_of(stage, ill).failures == 1 and now_of(stage, well).failures == 0


def test_a_certificate_that_nobody_vouches_for_is_refused(stage, bad_tls):
    """Connected by hand: no real name leads to this machine."""

    class Guard:
        def public(self, url):
            return Pinned(Target("https", "hook.example.nl", bad_tls.server_address[1], "/"), "127.0.0.1")

    with pytest.raises(EgressFailed) as failed:
        Http(Guard(), public_seconds=3).post("https://hook.example.nl/", body=b"{}")
    assert failed.value.code == "tls" and bad_tls.seen == []


@pytest.fixture
def bad_tls(tmp_path):
    """A server with a certificate of its own making."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=hook.example.nl", "-addext", "subjectAltName=DNS:hook.example.nl"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*made, *subject, "-keyout", key, "-out", certificate], check=True, capture_output=True)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.server.seen.append(self.path)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.seen = []
    server.handle_error = lambda *_: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def patiently(stage, clock, delivery_id, step, most):
    """Lets time pass as a worker would see it; how many times the endpoint was called in all."""
    passed = timedelta()
    while fate(stage, delivery_id)[0] not in ("dead", "delivered") and passed < most:
        ((next_at,),) = rows(stage, sa.select(delivery.c.next_at).where(delivery.c.id == delivery_id))
        wait = max(next_at - clock.now(), step / 60)
        clock.move(wait)
        passed += wait
        stage.deliver(delivery_id)
    return len(problems(stage))


def owner_hears(stage, words):
    with stage.context.people.read() as connection:
        ids = list(connection.execute(sa.select(outbox.c.id)).scalars())
    assert len(ids) == 1
    for intent_id in ids:
        stage.take_intent("people", intent_id)
    of_it = sa.select(delivery.c.id).where(delivery.c.kind == MessageKind.ENDPOINT_DISABLED.value)
    for (delivery_id,) in rows(stage, of_it):
        stage.deliver(str(delivery_id))
    for person in (ANNA, BILAL, CARLA):
        (told,) = (one for one in stage.inbox(person) if "koppeling" in one.title)
        assert words in told.body
