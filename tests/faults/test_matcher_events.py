"""From a change in the tracker to the matcher's memory, over a real connection: killed senders and a matcher away."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from werkzeug.serving import BaseWSGIServer, make_server

from services.matcher.app import create_app
from services.matcher.storage import MIGRATIONS
from services.matcher.storage.tables import event_inbox, source_outcome
from services.tracker.storage.tables import TRACKER_MIGRATIONS
from shared.access.tables import PEOPLE_MIGRATIONS
from shared.kernel.clock import SystemClock, today_in_amsterdam
from shared.notifier.door import MIGRATIONS as NOTIFIER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade
from tests.faults.conftest import ROOT
from tests.faults.stage import make_settings
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.world import World, open_world
from tests.support import processes

pytestmark = pytest.mark.slow
KEY = "a key for signed calls that is long enough"
FOLDERS = {
    "people": PEOPLE_MIGRATIONS,
    "matcher": MIGRATIONS,
    "tracker": TRACKER_MIGRATIONS,
    "notifier": NOTIFIER_MIGRATIONS,
}


@dataclass
class Pair:
    """A tracker with an application, a matcher behind a port, and senders as processes of their own."""

    world: World
    matcher: Database
    urls: dict[str, str]
    port: int
    folder: Path

    def send(self, *, crash_at: str = "") -> int:
        """Runs one sender to its end and gives its exit code."""
        values = {"urls": self.urls, "key": KEY, "matcher_internal_url": f"http://127.0.0.1:{self.port}"}
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if crash_at:
            environment |= {"STEUNSTROMEN_FAULTS": "1", "CRASH_AT": crash_at}
        command = [sys.executable, "-m", "tests.faults.send_events", json.dumps(values)]
        log = self.folder / "sender.log"
        return processes.start(command, log=log, env=environment, cwd=self.folder).wait(40)

    def states(self) -> list[str]:
        """How the events stand in the tracker."""
        return sorted(row["state"] for row in self.world.rows("matcher_event"))

    def heard(self) -> tuple[int, list[str]]:
        """How many events the matcher took, and how the applications stand there."""
        with self.matcher.read() as connection:
            taken = connection.execute(sa.select(sa.func.count()).select_from(event_inbox)).scalar_one()
            return taken, list(connection.execute(sa.select(source_outcome.c.standing)).scalars())


@pytest.fixture
def pair(make_database: Callable[[str], str], free_port: int, tmp_path: Path) -> Iterator[Pair]:
    """Once on SQLite and once on PostgreSQL; the matcher is not yet there."""
    urls = {name: make_database(name) for name in FOLDERS}
    databases = {name: Database(url) for name, url in urls.items()}
    for name, folder in FOLDERS.items():
        upgrade(databases[name], folder)
    world = open_world(databases["people"], databases["tracker"], databases["notifier"], tmp_path)
    world.clock.moment = SystemClock().now()
    yield Pair(world, databases["matcher"], urls, free_port, tmp_path)
    for database in databases.values():
        database.dispose()


@pytest.fixture
def serve(pair: Pair) -> Iterator[Callable[[], None]]:
    """Lets the matcher begin to answer."""
    started: list[BaseWSGIServer] = []
    settings = make_settings(
        pair.folder, pair.urls, matcher_url=pair.urls["matcher"], service_keys={"k": KEY.encode()}, data_dir=pair.folder
    )
    app = create_app(settings)

    def start() -> None:
        started.append(make_server("127.0.0.1", pair.port, app))
        Thread(target=started[0].serve_forever, daemon=True).start()

    yield start
    for server in started:
        server.shutdown()
        server.server_close()
    context = app.extensions["context"]
    for database in (context.people, context.database, context.notifier):
        database.dispose()


def test_a_sender_killed_between_sending_and_marking_tells_once_in_effect(
    pair: Pair, serve: Callable[[], None]
) -> None:
    application = made_ready(pair.world, begin(pair.world))
    today = today_in_amsterdam(pair.world.clock)
    decide(pair.world, application, letter_on=today, received_on=today)
    serve()
    assert pair.send(crash_at="after_event_sent") == -signal.SIGKILL
    assert pair.states() == ["open", "open", "open"]
    assert pair.heard() == (1, ["started"])

    assert pair.send() == 0
    assert pair.states() == ["sent", "sent", "sent"]
    assert pair.heard() == (3, ["granted"])


def test_a_matcher_that_is_away_hears_it_later(pair: Pair, serve: Callable[[], None]) -> None:
    begin(pair.world)
    assert pair.send() == 0
    assert pair.states() == ["open"]

    serve()
    processes.wait_until(lambda: pair.send() == 0 and pair.states() == ["sent"], what="the event", seconds=30)
    assert pair.heard() == (1, ["started"])
