"""F7: the clock of the machine jumps hours and days, forward and back, while messages go out."""

from __future__ import annotations

import itertools
import signal
import time

import pytest

from tests.faults.harness import clock, long_run
from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.reminding import remind_soon
from tests.faults.harness.soak import Soak

HOUR, DAY = 3600.0, 86_400.0
STEPS = (2 * HOUR, -2 * HOUR, DAY, -DAY, 90.0, 0.0)
SECONDS = 30 if long_run() else 8

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS + 240)]


def test_a_clock_that_jumps_doubles_and_loses_nothing(make_long_scene):
    scene = make_long_scene()
    soak = Soak(scene, 11, SECONDS, reminders=False)
    soak.staff("web", "worker", "ticker")
    steps = itertools.cycle(STEPS)
    soak.harm(SECONDS / 10, lambda: clock.step(scene.clock_file, next(steps)))
    with soak.people():
        time.sleep(SECONDS)
    clock.step(scene.clock_file, DAY)  # what was written in the future is due again
    soak.settle()
    scene.verdict("F7 clock steps", limits=Limits(late_after=3 * DAY), note=f"steps {STEPS}")


def test_a_clock_that_was_put_back_tells_no_reminder_early(make_long_scene):
    scene = make_long_scene()
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    application = Client(scene).start_application()
    scene.settle()
    clock.step(scene.clock_file, -2 * HOUR)
    remind_soon(scene, application, 1.0)
    time.sleep(4)
    assert scene.rows("tracker", "SELECT count(*) FROM reminder WHERE state = 'done'") == [(0,)]
    clock.step(scene.clock_file, 0)
    scene.wait(lambda: scene.rows("tracker", "SELECT 1 FROM reminder WHERE state = 'done'") != [], "the reminder")
    scene.settle()
    scene.verdict("F7 not early")


def test_a_lease_outlives_a_clock_that_was_put_back(make_long_scene):
    scene = make_long_scene()
    scene.keep("web")
    victim = scene.start("worker", crash_at="after_claim")
    assert Client(scene).start_application()
    assert victim.wait(30) == -signal.SIGKILL
    clock.step(scene.clock_file, -2 * HOUR)
    scene.keep("worker")
    scene.keep("ticker")
    # The lease goes by the clock of the database: it ends after its seconds, and not two hours later.
    scene.wait(lambda: scene.rows("notifier", "SELECT 1 FROM delivery WHERE state = 'sending'") == [], "the lease")
    clock.step(scene.clock_file, 0)
    scene.settle()
    scene.verdict("F7 lease")
