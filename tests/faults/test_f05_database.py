"""F5: PostgreSQL is restarted, killed, loses connections or lets people wait, while everybody writes."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.faults.conftest import SceneMaker
from tests.faults.harness import long_run
from tests.faults.harness.client import Client
from tests.faults.harness.postgres_box import PostgresBox
from tests.faults.harness.scene import Scene
from tests.faults.harness.shelf import connect
from tests.faults.harness.soak import Soak
from tests.support.processes import ServerFailed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
RESTARTS, KILLS, CUTS = (10, 5, 20) if long_run() else (2, 1, 6)
HELD_SECONDS = 30.0 if long_run() else 3.0


@pytest.fixture
def postgres() -> Iterator[PostgresBox]:
    """A server of this test alone; skips with the reason where it cannot start."""
    try:
        box = PostgresBox()
    except ServerFailed as problem:
        pytest.skip(str(problem))
    yield box
    box.stop()


@pytest.fixture
def scene(postgres: PostgresBox, make_scene_on: SceneMaker) -> Scene:
    """A scene on that server."""
    return make_scene_on(postgres.make)


def test_restarts_kills_and_cuts_lose_nothing_that_was_acknowledged(postgres, scene):
    soak = Soak(scene, 11, 1.0)
    soak.staff("web", "worker", "ticker")
    with soak.people():
        for _ in range(RESTARTS):
            postgres.restart()
            time.sleep(0.5)
        for _ in range(KILLS):
            postgres.kill()
            time.sleep(0.5)
        for _ in range(CUTS):
            cut_one_in_mid_transaction(postgres)
        # The first request after the last outage is answered as ever.
        assert Client(scene, numbers=soak.numbers).start_application(until=0.0)
    soak.settle()
    note = f"{RESTARTS} restarts, {KILLS} kills, {CUTS} connections cut"
    scene.verdict("F5 database", note=note)
    _only_outages(soak)
    _nothing_half_written(scene)


def cut_one_in_mid_transaction(postgres: PostgresBox) -> None:
    """Ends a connection that is in a transaction now; after a moment without one it lets it be."""
    end = time.monotonic() + 2
    while time.monotonic() < end:
        busy = "SELECT pid FROM pg_stat_activity WHERE state LIKE '%in transaction%' AND pid <> pg_backend_pid()"
        cut = f"SELECT pg_terminate_backend(pid) FROM ({busy} LIMIT 1) AS one"
        if postgres.run(cut):
            return
        time.sleep(0.005)


def test_a_lock_that_somebody_holds_lets_people_wait_and_loses_nothing(postgres, scene):
    soak = Soak(scene, 11, 1.0)
    soak.staff("web", "worker", "ticker")
    with soak.people():
        _hold_outbox(scene, HELD_SECONDS)
    soak.settle()
    scene.verdict("F5 lock held", note=f"{HELD_SECONDS:g} s")
    _only_outages(soak)


def test_without_a_free_connection_it_says_so_and_loses_nothing(postgres, scene):
    soak = Soak(scene, 11, 1.0, reminders=False)  # moving a reminder would need a connection of our own
    soak.staff("web", "worker", "ticker")
    with soak.people():
        taken = _take_all_connections(scene)
        time.sleep(2.0)
        for connection in taken:
            connection.close()
    soak.settle()
    assert len(taken) > 5
    scene.verdict("F5 no connection free", note=f"{len(taken)} taken")
    _only_outages(soak)


def _hold_outbox(scene: Scene, seconds: float) -> None:
    """Holds the outbox for a while, as a long repair by hand would."""
    with connect(scene.urls["tracker"]) as connection:
        connection.execute("LOCK TABLE outbox_intent IN ACCESS EXCLUSIVE MODE")
        time.sleep(seconds)


def _take_all_connections(scene: Scene) -> list[psycopg.Connection]:
    taken: list[psycopg.Connection] = []
    try:
        while len(taken) < 200:
            taken.append(connect(scene.urls["people"]))
    except psycopg.OperationalError:
        return taken
    raise AssertionError("this server has no limit")


def _only_outages(soak: Soak) -> None:
    """In the gap people get a 503 or, when the connection breaks under the answer, none; never a 500."""
    seen = {answer.status for answer in soak.answers}
    assert seen <= {0, 200, 201, 503}, seen
    assert 201 in seen


def _nothing_half_written(scene: Scene) -> None:
    """Every application has its copy of the source, its audit row and its word to the team, or is not there."""
    for table, column in (("source_snapshot", "application_id"), ("deadline", "application_id")):
        missing = f"SELECT count(*) FROM application WHERE id NOT IN (SELECT {column} FROM {table})"
        assert scene.rows("tracker", missing) == [(0,)], table
    told = "SELECT 'application:' || id FROM application EXCEPT SELECT subject FROM outbox_intent"
    assert scene.rows("tracker", told) == []
