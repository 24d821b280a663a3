"""F1, continued: what dies between the two services, in the middle of a file, and in a migration."""

from __future__ import annotations

import hashlib
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

from services.tracker.storage.tables import TRACKER_MIGRATIONS
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.documents.keeping import AREA
from shared.plumbing.database import Database
from shared.plumbing.migrations import current_revision, newest_revision
from shared.uploads import store_of
from tests.faults.harness import long_run, results, settings_of
from tests.faults.harness.client import Answer, Client
from tests.faults.test_matcher_events import KEY, Pair, pair
from tests.services.tracker.acts import begin
from tests.support.processes import wait_until

__all__ = ["pair"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
EVENTS = 500 if long_run() else 8
BACK_WITHIN = 60.0
PDF = b"%PDF-1.7\n" + b"% a page with nothing on it\n" * 400 + b"%%EOF\n"


@pytest.fixture(params=["sqlite", "postgresql"] if long_run() else ["sqlite"])
def make_database(request):
    """On both databases when everything is run, on SQLite alone in the short version."""
    return request.getfixturevalue("make_sqlite" if request.param == "sqlite" else "make_postgres")


@pytest.mark.parametrize("point", ["after_event_sent", "after_event_received", "before_event_answered"])
def test_an_event_for_the_matcher_counts_once(pair: Pair, zygote, tmp_path, point):
    application = begin(pair.world)
    address = f"http://127.0.0.1:{pair.port}"
    given = settings_of.make(tmp_path, pair.urls, service_keys={"k": KEY}, matcher_internal_url=address)
    given |= {"port": pair.port, "matcher_url": pair.urls["matcher"]}
    log, faults = tmp_path / "log", {"STEUNSTROMEN_FAULTS": "1", "CRASH_AT": point}
    dies_here = point == "after_event_sent"
    matcher = zygote.start("matcher", given, log=log, environment=None if dies_here else faults)
    wait_until(lambda: _answers(address), what="the matcher", log=log)
    sender = zygote.start("send_events", given, log=log, environment=faults if dies_here else None)
    victim = sender if dies_here else matcher
    assert victim.wait(30) == -signal.SIGKILL, log.read_text()
    sender.wait(30)
    if not dies_here:
        matcher = zygote.start("matcher", given, log=log)
        wait_until(lambda: _answers(address), what="the matcher", log=log)
    wait_until(lambda: _sent(pair, zygote, given, log), what="the event", seconds=40, log=log)
    matcher.kill()
    assert pair.heard() == (1, ["started"]), application.id
    database = "sqlite" if pair.urls["tracker"].startswith("sqlite") else "postgresql"
    results.note(f"F1 between services {point}", database)


def _sent(pair: Pair, zygote, given, log) -> bool:
    zygote.start("send_events", given, log=log).wait(30)
    return set(pair.states()) == {"sent"}


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/health/live", timeout=5).ok
    except requests.RequestException:
        return False


@pytest.mark.parametrize("where", ["mid_file", "before_rename"])
def test_a_file_is_there_whole_or_not_at_all(make_sqlite_scene, where):
    scene = make_sqlite_scene()
    victim = scene.start("web", dies=where)
    client = Client(scene)
    answers: list[Answer | None] = []
    asking = threading.Thread(target=lambda: answers.append(client.upload("evt-000001.pdf", PDF)))
    asking.start()
    assert victim.wait(30) == -signal.SIGKILL
    scene.keep("web")
    asking.join(60)
    assert answers and answers[0] is not None
    kept = scene.rows("tracker", "SELECT stored_as FROM stored_file")
    assert len(kept) == 1
    shelf = store_of(settings_of.read(scene.given), AREA)
    assert hashlib.sha256(shelf.get(kept[0][0])).digest() == hashlib.sha256(PDF).digest()
    # What was half written is on nobody's shelf, and goes with the first clean-up.
    assert list(shelf.names_before(datetime.now(UTC) + timedelta(hours=1))) == [kept[0][0]]
    assert not [path for path in (scene.folder / "files").rglob("*") if path.suffix]
    results.note(f"F1 files {where}", scene.database)


def test_a_migration_that_dies_has_done_nothing_and_runs_again(make_database, zygote, tmp_path):
    url = make_database("empty")
    given = settings_of.make(tmp_path, {"people": url, "tracker": url, "notifier": url}) | {"empty": url}
    assert zygote.start("migrate", given | {"dies": "mid_migration"}, log=tmp_path / "log").wait(60) == -signal.SIGKILL
    database = Database(url)
    _wait_for_nobody(database)
    assert current_revision(database) is None
    assert zygote.start("migrate", given, log=tmp_path / "log").wait(60) == 0, (tmp_path / "log").read_text()
    assert current_revision(database) == newest_revision(TRACKER_MIGRATIONS)
    kind = "sqlite" if database.is_sqlite else "postgresql"
    database.dispose()
    results.note("F1 migration mid_migration", kind)


def _wait_for_nobody(database: Database) -> None:
    """PostgreSQL needs a moment to notice that a client is gone, and then takes back what it did."""
    end = time.monotonic() + 10
    while not database.is_sqlite and time.monotonic() < end:
        with database.read() as connection:
            others = connection.exec_driver_sql(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).scalar()
        if not others:
            return
        time.sleep(0.05)


def test_a_matcher_that_was_away_hears_everything_once_within_a_minute(pair: Pair, zygote, tmp_path):
    """F14: one service is down while the other has much to tell it."""
    for number in range(EVENTS):
        pair.world.offer(source_id=f"fund-{number}")
        start_application(pair.world.ctx, pair.world.actor("mo"), need_id="need-1", source_id=f"fund-{number}")
    address, log = f"http://127.0.0.1:{pair.port}", tmp_path / "log"
    given = settings_of.make(tmp_path, pair.urls, service_keys={"k": KEY}, matcher_internal_url=address)
    given |= {"port": pair.port}
    zygote.start("send_events", given, log=log).wait(60)
    assert set(pair.states()) == {"open"}
    matcher = zygote.start("matcher", given, log=log)
    wait_until(lambda: _answers(address), what="the matcher", log=log)
    start = time.monotonic()
    wait_until(lambda: _sent(pair, zygote, given, log), what="the events", seconds=BACK_WITHIN * 3, log=log)
    seconds = time.monotonic() - start
    matcher.kill()
    assert pair.heard() == (EVENTS, ["started"] * EVENTS)
    if long_run():
        assert seconds <= BACK_WITHIN
    kind = "sqlite" if pair.urls["tracker"].startswith("sqlite") else "postgresql"
    results.note("F14 service down", kind, seconds=round(seconds, 1), note=f"{EVENTS} events")
