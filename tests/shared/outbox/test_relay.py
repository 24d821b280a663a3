"""The relay gets ids to the workers when it can, and costs little when it can't."""

from __future__ import annotations

import json
import socket
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from shared.outbox import relay as relay_module
from shared.outbox.relay import NoRelay, Offering, Relay


def test_a_great_many_become_a_few_jobs(redis_url):
    relay = Relay(redis_url)
    assert relay.offer_deliveries([f"d{number}" for number in range(2 * relay_module.RANGE + 1)])
    assert relay.backlog() == 3


def test_offers_become_jobs_of_ids_in_json(redis_url):
    relay = Relay(redis_url)
    many = [f"i{number}" for number in range(relay_module.SHARED + 1)]
    assert relay.offer("tracker", many) and relay.offer("people", ["code"], first=True) and relay.offer("people", ["a"])
    assert relay.offer_deliveries(["d"]) and relay.backlog() == 4
    with Redis.from_url(redis_url) as client:
        keys = [f"rq:job:{key.decode()}" for key in client.lrange("rq:queue:notify", 0, -1)]
        jobs = [json.loads(zlib.decompress(client.hget(key, "data"))) for key in keys]
    assert [(job[0], job[2]) for job in jobs] == [
        ("shared.notifier.jobs.take_intent", ["people", "code"]),
        ("shared.notifier.jobs.take_intent", ["tracker", *many]),
        ("shared.notifier.jobs.take_waiting", ["people"]),
        ("shared.notifier.jobs.deliver", ["d"]),
    ]


def test_what_comes_one_by_one_is_picked_up_together_and_by_one_only(redis_url):
    relay = Relay(redis_url)
    for intent_id in "abcde":
        assert relay.offer("tracker", [intent_id])
    assert relay.offer("people", ["other"])
    with ThreadPoolExecutor() as pool:
        parts = list(pool.map(lambda _: relay.pick_up("tracker", 3), range(4)))
    assert sorted(intent_id for part in parts for intent_id in part) == list("abcde")
    assert max(len(part) for part in parts) == 3
    assert relay.pick_up("tracker", 3) == []
    assert relay.pick_up("people", 3) == ["other"]


@pytest.fixture
def silent_port():
    """A port that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_dead_redis_costs_almost_nothing(free_port):
    assert_refused_within(Relay(f"redis://127.0.0.1:{free_port}"), 0.2)


def test_a_silent_redis_costs_at_most_half_a_second_and_then_rests(silent_port):
    relay = Relay(f"redis://127.0.0.1:{silent_port}")
    assert_refused_within(relay, 0.5)
    assert_refused_within(relay, 0.01)


def test_after_its_rest_the_relay_tries_again(redis_url, free_port, monkeypatch):
    monkeypatch.setattr(relay_module, "PAUSE_AFTER_FAILURE", 0.05)
    relay = Relay(f"redis://127.0.0.1:{free_port}")
    assert_refused_within(relay, 0.2)
    relay._queue = Relay(redis_url)._queue
    assert not relay.offer("people", ["a"])
    time.sleep(0.06)
    assert relay.offer("people", ["a"])


@pytest.mark.parametrize("relay", [Relay(None), NoRelay()])
def test_without_a_queue_offers_are_refused_and_said_so(relay):
    assert not relay.offer("people", ["a"])
    assert not relay.offer_deliveries(["a"])
    assert relay.pick_up("people", 1) == []
    assert relay.backlog() is None


def assert_refused_within(relay: Offering, seconds: float) -> None:
    start = time.monotonic()
    assert not relay.offer("tracker", ["a"])
    assert time.monotonic() - start <= seconds
