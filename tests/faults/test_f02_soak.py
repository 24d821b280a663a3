"""F2: everybody writes while pages, worker, ticker and the maker of reminders are killed, over and over."""

from __future__ import annotations

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.checker import Limits
from tests.faults.harness.soak import Soak, seeds

SECONDS = 180 if long_run() else 12

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS + 240)]


@pytest.mark.parametrize("seed", seeds())
def test_random_kills_lose_and_double_nothing(make_scene, seed):
    scene = make_scene()
    soak = Soak(scene, seed, SECONDS)
    soak.staff("web", "worker", "ticker", "reminders")
    kills = {"worker": 1.5, "web": 2.3, "ticker": 3.0, "reminders": 5.0}
    for role, every in kills.items():
        soak.kills(role, every)
    drained = soak.run()
    crashes = sum(soak.crashes.values())
    # One extra copy per crash at most; over minutes that is less than one in two hundred.
    limits = Limits(wire_double=crashes)
    found = scene.verdict("F2 soak", seed=seed, limits=limits, note=f"crashes {soak.crashes}, drained in {drained:.1f}")
    assert found.expected > soak.done * 3
    if long_run():
        assert found.wire_double <= max(1, 0.005 * found.delivered), found
