"""Real processes around real databases and a real Redis; every one is ended by its own pid."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from shared.notifier.door import Notifier
from tests.faults import stage as stages
from tests.faults.harness import long_run
from tests.faults.harness.processes import Zygote
from tests.faults.harness.scene import Scene
from tests.support import processes
from tests.support.redis import TestRedis, start_redis

ROOT = Path(__file__).parents[2]
SceneMaker = Callable[..., Scene]


@dataclass
class World:
    """The databases, the queue and the processes of one test; `stage` looks at the databases from outside."""

    urls: dict[str, str]
    redis: TestRedis
    folder: Path
    stage: Notifier
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "processes.log"

    def start(self, role: str, *, crash_at: str = "") -> subprocess.Popen[bytes]:
        """Starts a worker or a ticker with leases of two seconds; `crash_at` names where it shall die."""
        given = json.dumps({"urls": self.urls, "changes": {"redis_url": self.redis.url, "lease_seconds": 2}})
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if crash_at:
            environment |= {"STEUNSTROMEN_FAULTS": "1", "CRASH_AT": crash_at}
        command = [sys.executable, "-m", "tests.faults.run_process", role, given]
        process = processes.start(command, log=self.log, env=environment, cwd=self.folder)
        self.started.append(process)
        return process

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float = 40) -> None:
        processes.wait_until(ready, what=what, seconds=seconds, log=self.log)

    def kill_redis(self) -> None:
        self.redis.process.send_signal(signal.SIGKILL)
        self.redis.process.wait()


@pytest.fixture
def world(make_database: Callable[[str], str], tmp_path: Path) -> Iterator[World]:
    """Once on SQLite and once on PostgreSQL."""
    yield from _build(make_database, tmp_path)


@pytest.fixture
def sqlite_world(make_sqlite: Callable[[str], str], tmp_path: Path) -> Iterator[World]:
    """For what does not depend on the database."""
    yield from _build(make_sqlite, tmp_path)


def _build(make_database: Callable[[str], str], tmp_path: Path) -> Iterator[World]:
    redis = start_redis()
    urls = stages.make_urls(make_database)
    stage = stages.open_stage(stages.make_settings(tmp_path, urls, redis_url=redis.url))
    built = World(urls, redis, tmp_path, stage)
    yield built
    for process in built.started:
        processes.stop(process)
    redis.stop()
    stages.close(stage)


# The harness --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """The loaded program, from which the processes of the product are started."""
    made = Zygote(tmp_path_factory.mktemp("zygote") / "log")
    yield made
    made.stop()


@pytest.fixture
def make_scene(make_database: Callable[[str], str], zygote: Zygote, tmp_path: Path) -> Iterator[SceneMaker]:
    """Makes the scene of a test, once on SQLite and once on PostgreSQL."""
    yield from _scenes(make_database, zygote, tmp_path)


@pytest.fixture
def make_sqlite_scene(make_sqlite: Callable[[str], str], zygote: Zygote, tmp_path: Path) -> Iterator[SceneMaker]:
    """Makes the scene of a test that does not depend on the database."""
    yield from _scenes(make_sqlite, zygote, tmp_path)


@pytest.fixture
def make_scene_on(zygote: Zygote, tmp_path: Path) -> Iterator[SceneMaker]:
    """Makes a scene over databases that the test itself makes."""
    made: list[Scene] = []

    def make(make_database: Callable[[str], str], **options: Any) -> Scene:
        made.append(Scene(make_database, tmp_path, zygote, **options))
        return made[-1]

    yield make
    for scene in made:
        scene.close()


@pytest.fixture(params=["sqlite", "postgresql"] if long_run() else ["sqlite"])
def make_long_scene(request: pytest.FixtureRequest, zygote: Zygote, tmp_path: Path) -> Iterator[SceneMaker]:
    """On both databases when everything is run, on SQLite alone in the short version."""
    factory = request.getfixturevalue("make_sqlite" if request.param == "sqlite" else "make_postgres")
    yield from _scenes(factory, zygote, tmp_path)


def _scenes(make_database: Callable[[str], str], zygote: Zygote, tmp_path: Path) -> Iterator[SceneMaker]:
    made: list[Scene] = []

    def make(**options: Any) -> Scene:
        made.append(Scene(make_database, tmp_path, zygote, **options))
        return made[-1]

    yield make
    for scene in made:
        scene.close()
