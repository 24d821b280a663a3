"""F3: everybody writes while Redis is emptied every few seconds, and killed and started empty. Nobody notices."""

from __future__ import annotations

import threading
import time

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.soak import Soak, seeds

SECONDS = 30 if long_run() else 10
EMPTIED_EVERY, KILLED_EVERY = (4.0, 8.0) if long_run() else (2.0, 4.0)
AWAY_SECONDS = 1.0

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS + 240)]


@pytest.mark.parametrize("seed", seeds())
def test_redis_is_disposable(make_long_scene, seed):
    scene = make_long_scene()
    soak = Soak(scene, seed, SECONDS)
    soak.staff("web", "worker", "ticker")
    there = threading.Lock()

    def empty() -> None:
        with there:
            scene.redis.empty()
        soak.crashes["emptied"] += 1

    def kill() -> None:
        with there:
            scene.redis.kill()
            time.sleep(AWAY_SECONDS)
            scene.redis.start()
        soak.crashes["killed"] += 1

    soak.harm(EMPTIED_EVERY, empty)
    soak.harm(KILLED_EVERY, kill)
    drained = soak.run()
    slowest = soak.slowest_yes()
    note = f"{dict(soak.crashes)}, p99 {slowest:.2f} s, drained in {drained:.1f} s"
    scene.verdict("F3 Redis lost", seed=seed, note=note)
    assert soak.crashes["killed"] and soak.crashes["emptied"]
    assert {answer.status for answer in soak.answers} <= {200, 201}
    if long_run():
        assert slowest <= 1.0
