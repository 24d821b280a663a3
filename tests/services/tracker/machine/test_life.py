"""Two thousand random steps through the life of applications, over HTTP, on each database; not one difference."""

from __future__ import annotations

import shutil
import uuid
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from shared.plumbing.database import Database
from tests.services.tracker.conftest import FOLDERS
from tests.services.tracker.machine.machine import Life, Walked
from tests.services.tracker.world import open_world

STEPS, WALKS = 45, 46
ENOUGH = 2_000


@pytest.fixture
def make_world(request, migrated_files, tmp_path):
    """Opens a new world for each walk; the tracker stands on the database that is asked for."""
    made: list[Database] = []

    def fresh(name, home):
        copied = shutil.copy(migrated_files / f"{name}.sqlite3", home / f"{name}.sqlite3")
        made.append(Database(f"sqlite:///{copied}"))
        return made[-1]

    def make(kind):
        home = tmp_path / uuid.uuid4().hex
        home.mkdir()
        others = {name: fresh(name, home) for name in FOLDERS if kind == "sqlite" or name != "tracker"}
        tracker = others.get("tracker") or _clone(request)
        made.append(tracker)
        return open_world(others["people"], tracker, others["notifier"], home)

    yield make
    for database in made:
        database.dispose()


def _clone(request):
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("tracker_template")
    return Database(server.create(f"life_{uuid.uuid4().hex[:12]}", template=template))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_random_lives_go_as_the_table_says(kind, make_world):
    walked = Walked(0, Counter(), Counter(), Counter())

    class Lives(Life):
        pass

    Lives.open_world, Lives.walked = staticmethod(lambda: make_world(kind)), walked
    run_state_machine_as_test(
        Lives,
        settings=settings(
            derandomize=True,
            report_multiple_bugs=False,
            max_examples=WALKS,
            stateful_step_count=STEPS,
            phases=(Phase.explicit, Phase.generate),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert walked.steps >= ENOUGH
