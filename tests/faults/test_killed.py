"""Whatever is killed, everybody hears of everything, and nobody twice."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from redis import Redis

from shared.notifier.door import Notifier
from shared.notifier.tables import delivery, delivery_attempt, lease_lock
from shared.outbox.relay import Relay
from tests.faults.stage import an_intent, everybody_once, rows, states, tell, told
from tests.support import processes

pytestmark = pytest.mark.slow
ALL_TOLD = ["delivered"] * 3 + ["sent"] * 3


def now() -> datetime:
    return datetime.now(UTC)


def test_a_worker_killed_between_claim_and_send_loses_and_doubles_nothing(world):
    victim = world.start("worker", crash_at="after_claim")
    tell(world.stage, an_intent(now()), relay=world.stage.context.relay)
    assert victim.wait(40) == -signal.SIGKILL
    assert states(world.stage) == ["pending"] * 3 + ["sending"] * 3  # what stays with us is claimed together
    assert told(world.stage) == ([], [])

    world.start("worker")
    world.start("ticker")
    world.wait_until(lambda: states(world.stage) == ALL_TOLD, "the messages")
    assert everybody_once(world.stage)
    attempts = rows(world.stage, sa.select(delivery_attempt.c.outcome, delivery_attempt.c.number))
    assert ("lose_worker", 1) in attempts
    assert [outcome for outcome, _ in attempts].count("accept") == 6
    assert world.stage.invariants().sound


@pytest.mark.parametrize("point", ["after_take", "after_send"])
def test_a_worker_killed_elsewhere_loses_and_doubles_nothing(sqlite_world, point):
    victim = sqlite_world.start("worker", crash_at=point)
    tell(sqlite_world.stage, an_intent(now()), relay=sqlite_world.stage.context.relay)
    assert victim.wait(40) == -signal.SIGKILL

    sqlite_world.start("worker")
    sqlite_world.start("ticker")
    sqlite_world.wait_until(lambda: states(sqlite_world.stage) == ALL_TOLD, "the messages")
    assert everybody_once(sqlite_world.stage)


def test_an_emptied_redis_loses_nothing(world):
    relay = world.stage.context.relay
    tell(world.stage, an_intent(now()), relay=relay)
    assert relay.backlog() == 1
    with Redis.from_url(world.redis.url) as client:
        client.flushall()
    assert relay.backlog() == 0

    world.start("worker")
    world.start("ticker")
    world.wait_until(lambda: everybody_once(world.stage), "the messages")


def test_without_redis_a_write_costs_little_and_is_told_all_the_same(world):
    world.kill_redis()
    start = time.monotonic()
    tell(world.stage, an_intent(now()), relay=world.stage.context.relay)
    assert time.monotonic() - start <= 0.5

    world.start("ticker")
    world.wait_until(lambda: everybody_once(world.stage), "the messages")


def test_a_redis_that_hangs_costs_half_a_second_and_is_used_again_when_it_answers(sqlite_world):
    relay = Relay(sqlite_world.redis.url)
    assert relay.backlog() == 0
    sqlite_world.redis.process.send_signal(signal.SIGSTOP)
    try:
        start = time.monotonic()
        tell(sqlite_world.stage, an_intent(now()), relay=relay)
        assert time.monotonic() - start <= 0.5
    finally:
        sqlite_world.redis.process.send_signal(signal.SIGCONT)
    sqlite_world.start("worker")
    sqlite_world.start("ticker")
    sqlite_world.wait_until(lambda: everybody_once(sqlite_world.stage), "the messages")


def test_when_the_ticker_is_killed_the_waiting_one_takes_over(world):
    first = world.start("ticker")
    world.wait_until(lambda: holder(world.stage) is not None, "the first ticker")
    world.start("ticker")
    world.start("worker")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    tell(world.stage, an_intent(now()))  # offered by nobody: only a ticker can find it
    world.wait_until(lambda: everybody_once(world.stage), "the messages")
    assert f":{first.pid}:" not in str(holder(world.stage))


def test_worker_and_ticker_end_cleanly_when_asked(sqlite_world):
    worker, ticker = sqlite_world.start("worker"), sqlite_world.start("ticker")
    sqlite_world.wait_until(lambda: holder(sqlite_world.stage) is not None, "the ticker")
    tell(sqlite_world.stage, an_intent(now()), relay=sqlite_world.stage.context.relay)
    sqlite_world.wait_until(lambda: everybody_once(sqlite_world.stage), "the messages")
    assert [processes.stop(process, seconds=5) for process in (worker, ticker)] == [0, 0]
    assert holder(sqlite_world.stage) is None
    assert {row[0] for row in rows(sqlite_world.stage, sa.select(delivery.c.attempts))} == {1}


def holder(stage: Notifier) -> object:
    found = rows(stage, sa.select(lease_lock.c.holder))
    return found[0][0] if found else None
