"""F17: on SQLite four processes read and write at once, and none ever hears that the database is locked."""

from __future__ import annotations

import pytest

from tests.faults.harness import long_run
from tests.faults.harness.soak import Soak

SECONDS = 120 if long_run() else 6

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS + 240)]


def test_four_processes_share_the_files(make_sqlite_scene):
    scene = make_sqlite_scene()
    soak = Soak(scene, 11, SECONDS, clients=4)
    soak.staff("web", "worker", "worker", "ticker")
    soak.run()
    said = scene.log.read_text(errors="replace")
    assert "locked" not in said and "SQLITE_BUSY" not in said
    assert {answer.status for answer in soak.answers} <= {200, 201}
    scene.verdict("F17 SQLite", note=f"{soak.done} applications in {SECONDS} s")
