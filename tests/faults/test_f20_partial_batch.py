"""F20: one event for two hundred people, and the worker dies at mail 137."""

from __future__ import annotations

import signal

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.checker import Limits
from tests.faults.harness.client import Client
from tests.faults.harness.dying import MID_BATCH

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
PEOPLE = 200 if long_run() else 50


def test_a_batch_that_was_broken_off_is_finished(make_long_scene):
    scene = make_long_scene(team=tuple(f"person{number:03d}" for number in range(PEOPLE)))
    scene.keep("web")
    victim = scene.start("worker", dies="mid_batch")
    assert Client(scene).start_application()
    assert victim.wait(60) == -signal.SIGKILL
    assert PEOPLE > MID_BATCH
    scene.keep("worker")
    scene.keep("ticker")
    scene.settle(120)
    found = scene.verdict("F20 partial batch", limits=Limits(wire_double=1), note=f"{PEOPLE} people")
    assert found.delivered == PEOPLE * 2
