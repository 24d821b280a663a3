"""How quickly people are told: a part of `make bench`, or alone with `python -m tests.benchmarks.messages [--big]`.

Real processes around a durable PostgreSQL and Redis: 50 events a second, the most that one and two workers can do, and
a burst of reminders that fall due at the same moment. Beside it, in the same run: what RQ does with empty jobs, the
same work with a job per reminder, and the same work without any queue. Every event is for one person, by inbox and by
mail; mail goes to the mailbox of the demo, which is a table of our own. Big is 100,000 reminders and two minutes.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from typing import Any

import sqlalchemy as sa
import structlog
from redis import Redis
from rq import Queue, SimpleWorker

from shared.access import tables as access
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.notifier.door import Notifier
from shared.notifier.tables import delivery
from shared.outbox.relay import RANGE, NoRelay, Offering, Relay
from shared.outbox.senders import Sender
from shared.outbox.tables import outbox
from shared.outbox.writing import writing
from tests.faults import stage as stages
from tests.support import processes
from tests.support.postgres import start_postgres
from tests.support.redis import start_redis
from tests.support.source import ROOT

PER_SECOND = 50
ONE_BY_ONE = 500
EMPTY_JOBS = 1_000
NOT_DONE = ("pending", "sending", "retry_wait", "uncertain")


@dataclass(frozen=True)
class Size:
    """How many reminders fall due at once, and for how many seconds events come steadily."""

    burst: int
    steady_seconds: int


USUAL, BIG = Size(10_000, 20), Size(100_000, 120)


class World:
    """A notifier over fresh databases, and the processes that work for it."""

    def __init__(self, urls: dict[str, str], redis_url: str, folder: Path, size: Size) -> None:
        self.size = size
        self.settings = stages.make_settings(folder, urls, redis_url=redis_url)
        self.notifier: Notifier = stages.open_stage(self.settings, relay=NoRelay())
        self.relay = Relay(redis_url)
        self.folder = folder
        self.given = json.dumps({"urls": urls, "changes": {"redis_url": redis_url}})
        self.people = [new_id() for _ in range(size.burst)]
        self._whom = cycle(self.people)
        self._add_people()

    def _add_people(self) -> None:
        now = datetime.now(UTC)
        people = [{"id": one, "email": f"{one}@example.org", "name": "Noor", "created_at": now} for one in self.people]
        places = [{"id": one, "kind": "place", "name": f"Plek {one[-6:]}", "created_at": now} for one in self.people]
        members = [
            {"id": new_id(), "person_id": one, "organisation_id": one, "role": "member", "since": now}
            for one in self.people
        ]
        with self.notifier.context.people.transaction() as connection:
            connection.execute(sa.insert(access.person), people)
            connection.execute(sa.insert(access.organisation), places)
            connection.execute(sa.insert(access.membership), members)

    @contextmanager
    def running(self, *roles: str) -> Iterator[list[subprocess.Popen[bytes]]]:
        """Processes that are ended afterwards; given a moment to start."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.faults.run_process"]
        started = [
            processes.start([*command, role, self.given], log=self.folder / "log", env=environment, cwd=self.folder)
            for role in roles
        ]
        try:
            self._warm_up(sum(role == "worker" for role in roles))
            yield started
        finally:
            for process in started:
                processes.stop(process)

    def _warm_up(self, workers: int) -> None:
        with Redis.from_url(self.settings.redis_url or "") as client:
            processes.wait_until(lambda: client.scard("rq:workers") == workers, what="the workers", seconds=60)
        self.tell(self.events(20), self.relay, together=1)
        self.wait_until_done()

    def events(self, number: int) -> list[Intent]:
        """So many reminders, each for one person about their own place; so few each that none are gathered."""
        return [self._event(next(self._whom)) for _ in range(number)]

    def _event(self, person: str) -> Intent:
        return stages.an_intent(
            datetime.now(UTC),
            kind=MessageKind.DEADLINE_REMINDER,
            audience=Audience.PERSON,
            person_id=person,
            place_id=person,
        )

    def tell(self, events: Sequence[Intent], relay: Offering, *, together: int = RANGE) -> None:
        """Commits events, so many in a transaction."""
        database = self.notifier.context.senders[Sender.TRACKER.value]
        for start in range(0, len(events), together):
            with writing(database, Sender.TRACKER, relay) as work:
                for event in events[start : start + together]:
                    work.tell(event)

    def wait_until_done(self, seconds: float = 1800) -> None:
        """Waits until nothing is open or due any more."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if not self._open():
                return
            time.sleep(0.05)
        raise TimeoutError("the messages were not made in time")

    def _open(self) -> bool:
        context = self.notifier.context
        waits = sa.select(delivery.c.id).where(delivery.c.state.in_(NOT_DONE)).limit(1)
        with context.senders[Sender.TRACKER.value].read() as connection:
            if connection.execute(sa.select(outbox.c.id).where(outbox.c.state == "open").limit(1)).first():
                return True
        with context.database.read() as connection:
            return connection.execute(waits).first() is not None


def measure(*, big: bool = False) -> dict[str, Any]:
    """All figures; rates are events a second from the first write in the outbox to the last hand-over."""
    postgres, redis = start_postgres(durable=True), start_redis()
    try:
        with tempfile.TemporaryDirectory() as folder:
            world = World(stages.make_urls(postgres.create), redis.url, Path(folder), BIG if big else USUAL)
            figures = _all(world)
            stages.close(world.notifier)
    finally:
        redis.stop()
        postgres.stop()
    print(f"messages: {figures}")
    return figures


def _all(world: World) -> dict[str, Any]:
    with world.running("worker") as (worker,):
        before = _memory_mb(worker)
        burst = _rate(world, world.size.burst, world.relay, together=RANGE)
        after = _memory_mb(worker)
        one_by_one = _rate(world, ONE_BY_ONE, world.relay, together=1)
    without_queue = _rate_without_queue(world)
    with world.running("worker", "worker"):
        two = _rate(world, ONE_BY_ONE * 2, world.relay, together=1)
    with world.running("worker", "worker", "ticker"):
        steady = _steady(world)
    return {
        "load": os.getloadavg(),
        "burst": {"events": world.size.burst, "per_s": burst, "seconds": round(world.size.burst / burst, 1)},
        "burst_without_queue_per_s": without_queue,
        "burst_v_no_queue": round(burst / without_queue, 2),
        "job_per_event_per_s": {"one_worker": one_by_one, "two_workers": two},
        "burst_v_job_per_event": round(burst / one_by_one, 1),
        "empty_jobs_per_s": _empty_jobs(world),
        "worker_memory_mb": {"before_burst": before, "after_burst": after},
        "steady": {"per_s": PER_SECOND, "seconds": world.size.steady_seconds, **steady},
        "sound": world.notifier.invariants().sound,
    }


def _rate(world: World, number: int, relay: Offering, *, together: int) -> float:
    events = world.events(number)
    begin = time.perf_counter()
    world.tell(events, relay, together=together)
    world.wait_until_done()
    return round(number / (time.perf_counter() - begin), 1)


def _rate_without_queue(world: World) -> float:
    """The same calls in the same ranges, one after the other in this process."""
    events = world.events(world.size.burst)
    begin = time.perf_counter()
    world.tell(events, NoRelay())
    for start in range(0, len(events), RANGE):
        world.notifier.take_intent(Sender.TRACKER.value, *(event.id for event in events[start : start + RANGE]))
    _deliver_all(world)
    return round(len(events) / (time.perf_counter() - begin), 1)


def _deliver_all(world: World) -> None:
    waits = sa.select(delivery.c.id).where(delivery.c.state == "pending").order_by(delivery.c.id).limit(RANGE)
    while found := stages.rows(world.notifier, waits):
        world.notifier.deliver(*(str(row[0]) for row in found))


def _steady(world: World) -> dict[str, float]:
    """From the write to the hand-over, in seconds, of every message that was told at a fixed rate."""
    begin, wall = time.monotonic(), datetime.now(UTC)
    events = world.events(PER_SECOND * world.size.steady_seconds)
    for index, event in enumerate(events):
        time.sleep(max(0.0, begin + index / PER_SECOND - time.monotonic()))
        world.tell([event], world.relay)
    told_in = time.monotonic() - begin
    world.wait_until_done()
    with world.notifier.context.senders[Sender.TRACKER.value].read() as connection:
        written = dict(connection.execute(sa.select(outbox.c.id, outbox.c.created_at)).tuples().all())
    made = stages.rows(
        world.notifier,
        sa.select(delivery.c.event_id, delivery.c.changed_at).where(delivery.c.created_at >= wall),
    )
    waited = [(at - written[str(event)]).total_seconds() for event, at in made]
    parts = quantiles(waited, n=100)
    figures = {"p50_s": parts[49], "p95_s": parts[94], "p99_s": parts[98], "most_s": max(waited)}
    return {
        "messages": len(waited),
        "told_per_s": round(len(events) / told_in, 1),
        **{name: round(value, 3) for name, value in figures.items()},
    }


def _empty_jobs(world: World) -> float:
    with Redis.from_url(world.settings.redis_url or "") as client:
        queue = Queue("empty", connection=client, serializer="json")
        queue.enqueue_many([Queue.prepare_data("tests.benchmarks.messages.nothing") for _ in range(EMPTY_JOBS)])
        begin = time.perf_counter()
        SimpleWorker([queue], connection=client, serializer="json").work(burst=True, logging_level="ERROR")
        return round(EMPTY_JOBS / (time.perf_counter() - begin), 1)


def nothing() -> None:
    """An empty job."""


def _memory_mb(process: subprocess.Popen[bytes]) -> float:
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS"))
    return round(int(resident.split()[1]) / 1024, 1)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(json.dumps(measure(big="--big" in sys.argv), indent=2))
