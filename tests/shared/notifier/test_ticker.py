"""The clockwork: one works, all tasks get their turn, and what is due is found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from shared.notifier import sweeping, taking
from shared.notifier.door import Notifier
from shared.notifier.forgetting import forget_old
from shared.notifier.lease_lock import LeaseLock
from shared.notifier.planning import make_plans
from shared.notifier.sweeping import Sweeper
from shared.notifier.tables import delivery
from shared.notifier.ticker import Task, Ticker, check_invariants, own_tasks
from shared.outbox.relay import NoRelay
from shared.plumbing.idempotency import Once, fingerprint_of
from tests.faults.stage import NOW, an_intent, everybody_once, later, rows, tell, with_relay

MINUTE = timedelta(minutes=1)


def lock(stage: Notifier, holder: str, lease: timedelta = MINUTE) -> LeaseLock:
    return LeaseLock(stage.context.database, "ticker", holder, lease)


def test_a_lock_is_held_by_one_until_it_is_let_go_or_its_lease_ends(stage):
    first, second = lock(stage, "first"), lock(stage, "second")
    assert first.take() and first.take()
    assert not second.take()
    second.release()  # not its own
    assert not second.take()
    first.release()
    assert second.take() and not first.take()
    assert lock(stage, "second", -MINUTE).take()
    assert first.take()


def test_of_many_at_once_one_gets_the_lock(stage):
    got = []
    threads = [
        threading.Thread(target=lambda name=f"holder {number}": got.append(lock(stage, name).take()))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 5 + [True]


def run_ticker(stage: Notifier, *acts: Callable[[], None], rounds: int = 3, holder: str = "first") -> list[str]:
    """Runs a ticker with these tasks for some rounds of the last one; gives the order in which tasks were called."""
    calls: list[str] = []
    stop = threading.Event()

    def last() -> None:
        calls.append("last")
        if calls.count("last") == rounds:
            stop.set()

    def counted(act: Callable[[], None]) -> Task:
        def run() -> None:
            calls.append(act.__name__)
            act()

        return Task(act.__name__, 0, run)

    tasks = [counted(act) for act in acts]
    Ticker([*tasks, Task("last", 0, last)], lock(stage, holder), pause=0.001).run(stop)
    return calls


def breaks() -> None:
    raise RuntimeError("broken")


def works() -> None:
    pass


def test_a_task_that_fails_stops_no_other_and_is_tried_again(sqlite_stage):
    assert run_ticker(sqlite_stage, breaks, works) == ["breaks", "works", "last"] * 3


def test_a_ticker_lets_go_of_its_lock_when_it_ends(sqlite_stage):
    run_ticker(sqlite_stage)
    assert lock(sqlite_stage, "second").take()


def test_without_the_lock_nothing_is_done(sqlite_stage):
    assert lock(sqlite_stage, "second").take()
    stop, calls = threading.Event(), []
    ticker = Ticker([Task("x", 0, lambda: calls.append("x"))], lock(sqlite_stage, "first"), pause=0.001)
    thread = threading.Thread(target=ticker.run, args=(stop,))
    thread.start()
    stop.wait(0.05)
    stop.set()
    thread.join()
    assert calls == []


def test_what_comes_after_a_task_that_outlasts_the_lease_is_left_to_who_took_over(sqlite_stage):
    stop, taken_over, calls = threading.Event(), threading.Event(), []

    def slow() -> None:
        calls.append("slow")
        assert lock(sqlite_stage, "second").take()
        taken_over.set()

    ended = lock(sqlite_stage, "first", -MINUTE)
    ticker = Ticker([Task("slow", 0, slow), Task("next", 0, lambda: calls.append("next"))], ended, pause=0.001)
    thread = threading.Thread(target=ticker.run, args=(stop,))
    thread.start()
    assert taken_over.wait(10)
    stop.wait(0.05)
    stop.set()
    thread.join()
    assert calls == ["slow"]


def test_a_database_that_is_away_does_not_end_the_ticker(sqlite_stage, monkeypatch):
    answers = iter([sa.exc.OperationalError("x", {}, Exception()), True, True, True, True])
    held = lock(sqlite_stage, "first")

    def take():
        answer = next(answers, True)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(held, "take", take)
    stop = threading.Event()
    Ticker([Task("x", 0, stop.set)], held, pause=0.001).run(stop)
    assert stop.is_set()


def test_the_notifiers_own_tasks_bring_messages_home(sqlite_stage, clock):
    tell(sqlite_stage, an_intent(NOW))
    clock.move(timedelta(seconds=3))
    for task in own_tasks(sqlite_stage.context.settings, sqlite_stage):
        task.run()
    assert everybody_once(sqlite_stage)


def test_old_idempotency_keys_are_forgotten_in_every_database(stage, clock):
    once = Once("noor applications", "key", fingerprint_of("asked"), lambda result: {"body": result})
    databases = stage.context.senders.values()
    for database in databases:
        with database.transaction() as connection:
            once.begin(connection)
    clock.moment = datetime.now(UTC) + timedelta(days=6)
    assert forget_old(stage.context) == 0
    clock.move(timedelta(days=2))
    assert forget_old(stage.context) == len(databases) > 0
    with next(iter(databases)).transaction() as connection:
        once.begin(connection)  # the key is free again


def test_broken_invariants_are_said_in_the_log(sqlite_stage, clock, capsys):
    tell(sqlite_stage, an_intent(NOW))
    check_invariants(sqlite_stage)
    assert "invariants_broken" not in capsys.readouterr().out
    clock.move(timedelta(minutes=11))
    check_invariants(sqlite_stage)
    assert "invariants_broken" in capsys.readouterr().out


# The sweep with a queue --------------------------------------------------------------------------


class CountingRelay(NoRelay):
    """A queue that can be full or away, and remembers what it was offered."""

    def __init__(self) -> None:
        self.waiting: int | None = 0
        self.offered: list[str] = []

    def offer(self, sender, intent_ids, *, first=False):
        self.offered += intent_ids
        return self.waiting is not None

    def offer_deliveries(self, delivery_ids):
        self.offered += delivery_ids
        return self.waiting is not None

    def backlog(self):
        return self.waiting


@pytest.fixture
def relay() -> CountingRelay:
    return CountingRelay()


@pytest.fixture
def seconds() -> list[float]:
    return [0.0]


@pytest.fixture
def sweeper(sqlite_stage, relay, seconds, clock, monkeypatch):
    # On a machine that is busy with other tests too, no round may end before its rows do.
    monkeypatch.setattr(sweeping, "DIRECT_SECONDS", 600.0)
    with_relay(sqlite_stage, relay)
    tell(sqlite_stage, *[an_intent(NOW, id=f"event-{number}") for number in range(2)])
    clock.moment = later(3)
    return Sweeper(sqlite_stage.context, direct_after=10, monotonic=lambda: seconds[0])


def test_what_is_due_is_offered_and_not_again_within_ten_seconds(sweeper, relay, seconds):
    sweeper.sweep()
    assert relay.offered == ["event-0", "event-1"]
    seconds[0] = 9
    sweeper.sweep()
    assert len(relay.offered) == 2
    seconds[0] = 11
    sweeper.sweep()
    assert len(relay.offered) == 4


def test_deliveries_that_wait_are_offered_too(sweeper, relay, sqlite_stage, clock):
    sqlite_stage.take_intent("tracker", "event-0")
    relay.offered.clear()
    clock.moment = later(6)
    sweeper.sweep()
    assert set(relay.offered) == {"event-1", *(row[0] for row in rows(sqlite_stage, sa.select(delivery.c.id)))}


def test_a_full_queue_is_not_made_fuller(sweeper, relay):
    relay.waiting = sweeping.FULL_QUEUE
    assert sweeper.sweep() == 0 and relay.offered == []


def test_an_unreachable_queue_is_waited_for_ten_seconds_and_then_done_without(sweeper, relay, seconds, sqlite_stage):
    relay.waiting = None
    for seconds[0] in (0, 9):
        sweeper.sweep()
    assert not everybody_once(sqlite_stage, events=2)
    seconds[0] = 10
    sweeper.sweep()
    assert everybody_once(sqlite_stage, events=2)


def test_a_queue_that_comes_back_starts_the_wait_anew(sweeper, relay, seconds, sqlite_stage):
    for seconds[0], relay.waiting in ((0, None), (9, 0), (11, None), (20, None)):
        sweeper.sweep()
    assert not everybody_once(sqlite_stage, events=2)


def test_one_row_that_fails_does_not_keep_the_others(sweeper, relay, seconds, sqlite_stage, monkeypatch):
    def fail_for_the_first(context, intents, now):
        if any(intent.id == "event-0" for intent in intents):
            raise RuntimeError("broken")
        return make_plans(context, intents, now)

    monkeypatch.setattr(taking, "make_plans", fail_for_the_first)
    relay.waiting = None
    for seconds[0] in (0, 10):
        sweeper.sweep()
    assert everybody_once(sqlite_stage)


def test_a_queue_that_answers_and_hands_on_nothing_is_done_without_after_half_a_minute(
    sweeper, relay, seconds, sqlite_stage
):
    for seconds[0] in (0, 10, 20, 29):
        sweeper.sweep()
    assert len(relay.offered) == 6 and not everybody_once(sqlite_stage, events=2)
    relay.waiting = sweeping.FULL_QUEUE  # full of jobs that nobody does
    seconds[0] = 31
    sweeper.sweep()
    assert everybody_once(sqlite_stage, events=2)
    assert len(relay.offered) == 6
