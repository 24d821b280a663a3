"""From a changed source to the deadline of an application, over a real connection: killed senders, a tracker away."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import BaseWSGIServer, make_server

from services.matcher.storage.source_watch import Watch, find_watch, start_watch
from services.matcher.storage.sources import newest_change
from services.matcher.storage.tables import source_watch
from services.matcher.usecases.alerting.watching import TRACKER, start_watches
from services.matcher.usecases.catalogue.publish import publish
from services.tracker.app import create_app
from services.tracker.usecases.applying.start_application import start_application
from shared.access.scope import SYSTEM
from shared.contracts.source_snapshot import Closing
from shared.kernel.clock import SystemClock
from shared.outbox.tables import outbox
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.faults.conftest import ROOT
from tests.faults.harness import long_run, results
from tests.faults.test_matcher_events import FOLDERS, KEY
from tests.services.matcher.usecases.alerting.test_watch_needs import FUND
from tests.services.matcher.world import context_for
from tests.services.tracker.world import World, open_world
from tests.support import processes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
EVENTS = 500 if long_run() else 4
BACK_WITHIN = 60.0


@dataclass
class Pair:
    """A tracker with an application behind a port, a matcher whose source changed, and senders as processes."""

    world: World
    matcher: Database
    urls: dict[str, str]
    port: int
    folder: Path

    def send(self, *, crash_at: str = "") -> int:
        """Runs one sender to its end and gives its exit code."""
        values = {"urls": self.urls, "key": KEY, "tracker_internal_url": f"http://127.0.0.1:{self.port}"}
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if crash_at:
            environment |= {"STEUNSTROMEN_FAULTS": "1", "CRASH_AT": crash_at}
        command = [sys.executable, "-m", "tests.faults.tell_tracker", json.dumps(values)]
        return processes.start(command, log=self.folder / "sender.log", env=environment, cwd=self.folder).wait(40)

    def is_behind(self) -> bool:
        """Whether the watch still has something to tell."""
        with self.matcher.read() as connection:
            watch = find_watch(SYSTEM, connection, TRACKER)
        assert watch is not None
        with self.matcher.read() as connection:
            return watch.source_number < newest_change(SYSTEM, connection)

    def versions(self) -> list[tuple[int, str, date]]:
        """The versions of the application's deadline."""
        return [(row["version"], row["state"], row["local_date"]) for row in self.world.rows("deadline")]

    def messages(self) -> int:
        """How many messages about a moved date were promised."""
        with self.world.ctx.database.read() as connection:
            kinds = connection.execute(sa.select(outbox.c.kind)).scalars().all()
        return kinds.count("deadline_moved")


@pytest.fixture
def pair(make_database: Callable[[str], str], free_port: int, tmp_path: Path) -> Iterator[Pair]:
    """Once on SQLite and once on PostgreSQL; the tracker does not answer yet."""
    urls = {name: make_database(name) for name in FOLDERS}
    databases = {name: Database(url) for name, url in urls.items()}
    for name, folder in FOLDERS.items():
        upgrade(databases[name], folder)
    world = open_world(databases["people"], databases["tracker"], databases["notifier"], tmp_path)
    world.offer(source_id=str(FUND["id"]), source_version=1, status="open", closing=Closing(date(2026, 12, 10)))
    start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id=str(FUND["id"]))
    ctx = context_for(databases["people"], databases["matcher"], databases["notifier"])
    for dates in (["2099-12-10"], ["2099-12-05"]):
        with ctx.write() as work:
            record = {**FUND, "deadlines": {"kind": "fixed", "dates": dates}}
            publish(work.connection, [record], changed_by="file", at=ctx.clock.now())
        start_watches(ctx)
    yield Pair(world, databases["matcher"], urls, free_port, tmp_path)
    for database in databases.values():
        database.dispose()


@pytest.fixture
def serve(pair: Pair) -> Iterator[Callable[[], None]]:
    """Lets the tracker begin to answer."""
    started: list[BaseWSGIServer] = []
    settings = replace(pair.world.ctx.settings, service_keys={"k": KEY.encode()})
    context = replace(pair.world.ctx, settings=settings, clock=SystemClock())
    app = DispatcherMiddleware(NotFound(), {"/tracker": create_app(settings, context=context)})

    def start() -> None:
        started.append(make_server("127.0.0.1", pair.port, app))
        Thread(target=started[0].serve_forever, daemon=True).start()

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


MOVED = [(1, "moved", date(2026, 12, 10)), (2, "confirmed", date(2099, 12, 5))]


def test_a_sender_killed_between_telling_and_moving_on_tells_once_in_effect(
    pair: Pair, serve: Callable[[], None]
) -> None:
    serve()
    assert pair.send(crash_at="after_news_told") == -signal.SIGKILL
    assert pair.is_behind()
    assert (pair.versions(), pair.messages()) == (MOVED, 1)

    assert pair.send() == 0
    assert not pair.is_behind()
    assert (pair.versions(), pair.messages()) == (MOVED, 1)


def test_a_tracker_that_is_away_hears_it_later(pair: Pair, serve: Callable[[], None]) -> None:
    assert pair.send() == 0
    assert pair.is_behind()
    assert len(pair.versions()) == 1

    serve()
    processes.wait_until(lambda: pair.send() == 0 and not pair.is_behind(), what="the news", seconds=30)
    assert (pair.versions(), pair.messages()) == (MOVED, 1)


def test_a_tracker_that_was_away_hears_everything_once_within_a_minute(pair: Pair, serve: Callable[[], None]) -> None:
    """F14: the tracker is down while the matcher has much to tell it."""
    change_many(pair)
    assert pair.send() == 0
    assert pair.is_behind() and pair.messages() == 0
    serve()
    start = time.monotonic()
    processes.wait_until(lambda: pair.send() == 0 and not pair.is_behind(), what="the news", seconds=BACK_WITHIN * 3)
    seconds = time.monotonic() - start
    moved = [row for row in pair.versions() if row[:2] == (1, "moved")]
    confirmed = [row for row in pair.versions() if row[:2] == (2, "confirmed")]
    assert (len(moved), len(confirmed), pair.messages()) == (EVENTS, EVENTS, EVENTS)
    assert len(pair.versions()) == 2 * EVENTS + 1
    if long_run():
        assert seconds <= BACK_WITHIN
    kind = "sqlite" if pair.urls["tracker"].startswith("sqlite") else "postgresql"
    note = f"{EVENTS} sources changed, each deadline moved once"
    results.note("F14 tracker down", kind, seconds=round(seconds, 1), note=note)


def change_many(pair: Pair) -> None:
    """Many sources with an application each, and then another closing day for all; what was before is no news."""
    names = [f"{FUND['id']}-{number}" for number in range(EVENTS)]
    for name in names:
        pair.world.offer(source_id=name, source_version=1, status="open", closing=Closing(date(2026, 12, 10)))
        start_application(pair.world.ctx, pair.world.actor("mo"), need_id="need-1", source_id=name)
    ctx = context_for(Database(pair.urls["people"]), pair.matcher, Database(pair.urls["notifier"]))
    try:
        for day in ("2099-12-10", "2099-12-05"):
            records = [{**FUND, "id": name, "deadlines": {"kind": "fixed", "dates": [day]}} for name in names]
            with ctx.write() as work:
                if day == "2099-12-05":
                    work.connection.execute(sa.delete(source_watch))
                    start_watch(SYSTEM, work.connection, Watch(TRACKER, newest_change(SYSTEM, work.connection)))
                publish(work.connection, records, changed_by="file", at=ctx.clock.now())
    finally:
        for database in (ctx.people, ctx.notifier):
            database.dispose()
