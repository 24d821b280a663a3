"""F18: what was asked was done and the answer never came, or what was handed on never arrived; over and over."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.proxy import DroppingProxy
from tests.faults.harness.soak import Soak
from tests.support.processes import free_port

SECONDS = 30 if long_run() else 6
# The product's own half minute when everything is run.
NOBODY_TAKES_FOR = None if long_run() else 3
PAGES_EVERY, REDIS_EVERY, DATABASE_EVERY = 10, 10, 200

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS + 240)]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path, as sockets want it."""
    with tempfile.TemporaryDirectory(prefix="drop-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_lost_answers_of_pages_and_queue_double_nothing(make_long_scene, folder):
    scene = make_long_scene()
    queue = DroppingProxy(str(folder / "redis.sock"), str(scene.redis.folder / "redis.sock"), REDIS_EVERY)
    scene.given["changes"]["redis_url"] = f"unix://{folder / 'redis.sock'}"
    soak = Soak(scene, 11, SECONDS)
    soak.staff("web", "worker", "ticker")
    scene.wait(scene.answers, "the pages")
    behind, scene.port = scene.port, free_port()
    pages = DroppingProxy(("127.0.0.1", scene.port), ("127.0.0.1", behind), PAGES_EVERY)
    try:
        with soak.people():
            time.sleep(SECONDS)
        for proxy in (pages, queue):
            proxy.heal()
        soak.settle()
    finally:
        pages.stop()
        queue.stop()
    assert pages.dropped and queue.dropped
    scene.verdict("F18 replies of pages and queue", note=f"{pages.dropped} and {queue.dropped} replies lost")


def test_lost_answers_of_the_database_double_nothing(make_scene_on, make_postgres, folder):
    server = Path(make_postgres("people").partition("host=")[2])
    proxy = DroppingProxy(str(folder / ".s.PGSQL.5432"), str(server / ".s.PGSQL.5432"), DATABASE_EVERY)
    scene = make_scene_on(make_postgres)
    scene.given["urls"] = {name: url.replace(str(server), str(folder)) for name, url in scene.urls.items()}
    soak = Soak(scene, 11, SECONDS)
    soak.staff("web", "worker", "ticker")
    try:
        with soak.people():
            time.sleep(SECONDS)
        proxy.heal()
        soak.settle()
    finally:
        proxy.stop()
    assert proxy.dropped
    # A worker that can't write down that a mail was taken sends it again, with the same Message-ID.
    limits = Limits(wire_double=proxy.dropped)
    scene.verdict("F18 replies of the database", limits=limits, note=f"{proxy.dropped} replies lost")


def test_jobs_that_never_arrive_are_done_by_who_offered_them(make_long_scene):
    scene = make_long_scene()
    scene.keep("web")
    stopped, lost = threading.Event(), 0

    def lose() -> None:
        nonlocal lost
        with scene.redis.client() as redis:
            while not stopped.wait(0.02):
                lost += int(redis.delete("rq:queue:notify"))

    thief = threading.Thread(target=lose)
    thief.start()
    try:
        scene.keep("ticker", nobody_takes_for=NOBODY_TAKES_FOR)
        client = Client(scene)
        for _ in range(3):
            assert client.start_application()
        scene.settle(90)
    finally:
        stopped.set()
        thief.join()
    assert lost
    note = f"{lost} times the whole queue was lost, no worker"
    assert scene.verdict("F18 jobs lost", note=note).expected == 18
