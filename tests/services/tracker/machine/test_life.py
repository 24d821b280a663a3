"""Two thousand random steps through the life of applications, over HTTP, on each database; not one difference."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from shared.plumbing.database import Database
from tests.services.tracker.conftest import FOLDERS
from tests.services.tracker.machine.comparing import Walked
from tests.services.tracker.machine.machine import Life
from tests.services.tracker.machine.table import LINES, STATES
from tests.services.tracker.world import open_world

STEPS, WALKS = 205, 10
ENOUGH = 2_000
EVENTS = {event for _state, event in LINES} | {"note", "miss", "report_late"}


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


def walk(make_world, kind, asked_seed, walks=WALKS, steps=STEPS):
    """Walks, each in a world of its own, and tells what was done."""
    walked = Walked()

    class Lives(Life):
        pass

    Lives.open_world, Lives.walked = staticmethod(lambda: make_world(kind)), walked
    run_state_machine_as_test(
        Lives,
        settings=settings(
            derandomize=asked_seed is None,
            report_multiple_bugs=False,
            max_examples=walks,
            stateful_step_count=steps,
            phases=(Phase.explicit, Phase.generate),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return walked


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_random_lives_go_as_the_table_says(kind, make_world, request):
    walked = walk(make_world, kind, request.config.getoption("--hypothesis-seed"))
    assert walked.steps >= ENOUGH
    assert set(walked.states) == STATES
    assert set(walked.events) >= EVENTS, EVENTS - set(walked.events)
    assert walked.statuses == {200, 201, 400, 403, 404, 409, 412, 422, 428}


def test_one_wrong_line_in_the_model_is_found(make_world, monkeypatch):
    line = LINES["draft", "submit_elsewhere"]
    monkeypatch.setitem(LINES, ("draft", "submit_elsewhere"), replace(line, after="in_review"))
    with pytest.raises(AssertionError, match=r"in_review/\d+"):
        walk(make_world, "sqlite", None, walks=1, steps=60)
