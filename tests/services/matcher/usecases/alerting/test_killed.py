"""Whatever is killed, and however many tickers there are: every consequence is told, and none twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
import sqlalchemy as sa

from services.matcher.jobs.clock import tick_needs as tick
from services.matcher.usecases.alerting.watching import start_watches
from shared.outbox.tables import outbox
from tests.services.matcher.usecases.alerting.test_watch_needs import FUND, home, later, publishes
from tests.support.source import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def busy(world):
    """Five needs, and the watch started."""
    place = home(world)
    for number in range(5):
        world.need(place, title=f"Borrel {number}")
    start_watches(world.ctx)
    later(world, hours=1)
    return world


@pytest.fixture
def ticking(busy):
    """Starts processes that tick; they are ended by their own pid."""
    started = []

    def start(crash_at=""):
        ctx = busy.ctx
        databases = {"people": ctx.people, "matcher": ctx.database, "notifier": ctx.notifier}
        given = {name: str(database.url) for name, database in databases.items()}
        given["moment"] = ctx.clock.now().isoformat()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if crash_at:
            environment |= {"STEUNSTROMEN_FAULTS": "1", "CRASH_AT": crash_at}
        command = [sys.executable, "-m", "tests.services.matcher.usecases.alerting.tick_process", json.dumps(given)]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def new_funds(count, start=0):
    return [{**FUND, "id": f"nieuw-{n}", "name": f"Nieuw {n}"} for n in range(start, start + count)]


def told(world):
    """How often each need heard of each source."""
    with world.ctx.database.read() as connection:
        rows = connection.execute(sa.select(outbox.c.subject, outbox.c.data))
        return Counter((row.subject, change["source_name"]) for row in rows for change in row.data["changes"])


@pytest.mark.parametrize("point", ["before_watch_commit", "before_told_commit"])
def test_a_ticker_that_is_killed_loses_and_doubles_nothing(busy, ticking, point):
    victim = ticking(crash_at=point)
    publishes(busy, *new_funds(4))
    assert victim.wait(30) == -signal.SIGKILL
    assert told(busy) == {}

    tick(busy.ctx)
    tick(busy.ctx)
    assert len(told(busy)) == 5 * 4
    assert set(told(busy).values()) == {1}


def test_two_tickers_at_once_tell_everything_once(busy, ticking):
    both = [ticking(), ticking()]
    for number in range(4):  # eight sources: as many as one message names
        publishes(busy, *new_funds(2, start=2 * number))
    end = time.monotonic() + 80
    while len(told(busy)) < 5 * 8 and time.monotonic() < end:
        time.sleep(0.1)
    for process in both:
        process.terminate()
        assert process.wait(30) == 0
    tick(busy.ctx)
    assert len(told(busy)) == 5 * 8
    assert set(told(busy).values()) == {1}
