"""The commands of compose.yaml, with its settings, run as plain processes: that needs no container engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from redis import Redis
from rq import Worker

from shared.contracts.queues import Queue
from tests.support import processes
from tests.support.compose import DATABASES, own_services
from tests.support.smtp import MailSink
from tests.support.source import ROOT

SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


@dataclass
class Suite:
    """The running processes by their name in compose.yaml."""

    folder: Path
    redis_url: str
    ports: dict[str, int]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def command(self, name: str) -> list[str]:
        """Give the command of a container; its entry point is the command `steunstromen`."""
        return [sys.executable, "-m", "services.cli", *own_services()[name]["command"]]

    def environment(self, name: str) -> dict[str, str]:
        """Give the settings of a container, with this machine's folders and ports instead of the containers'."""
        given = own_services()[name]["environment"].items()
        values = {key: "" if value is None else str(value) for key, value in given}
        own = self.ports.get(name, 0)
        values = {key: self._here(value, own) for key, value in values.items()}
        values |= {"DATA_DIR": str(self.folder / "data"), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
        if "PORT" in values:
            values |= {"HOST": "127.0.0.1", "PORT": str(own)}
        return values

    def _here(self, value: str, own: int) -> str:
        value = value.replace("/run/secrets/", f"{self.folder}/secrets/")
        value = value.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{own}")
        return re.sub(r"^http://(\w+):8000", lambda found: f"http://127.0.0.1:{self.ports[found.group(1)]}", value)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def start(self, name: str) -> None:
        self.running[name] = processes.start(
            self.command(name), log=self.log(name), env=self.environment(name), cwd=self.folder
        )

    def wait(self, name: str, address: str) -> None:
        processes.wait_until(
            lambda: _answers(address),
            what=name,
            seconds=SECONDS_TO_START,
            process=self.running[name],
            log=self.log(name),
        )


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=2).ok
    except requests.RequestException:
        return False


@pytest.fixture
def suite(
    tmp_path: Path, secrets: Path, guarded_redis: Path, production_databases: Path, smtp_sink: MailSink
) -> Iterator[Suite]:
    password = (secrets / "redis_password").read_text().strip()
    addresses = {
        f"{name}_database_url": f"postgresql+psycopg://steunstromen@/{name}?host={production_databases}"
        for name in DATABASES
    }
    addresses |= {
        f"{name}_owner_url": f"postgresql+psycopg://steunstromen_owner@/{name}?host={production_databases}"
        for name in DATABASES
    }
    addresses |= {"redis_url": f"unix://steunstromen:{password}@{guarded_redis}", "smtp_url": smtp_sink.url}
    for name, address in addresses.items():
        (secrets / name).write_text(address)
    (tmp_path / "data").mkdir()
    ports = {name: processes.free_port() for name in ("matcher", "tracker")}
    made = Suite(tmp_path, addresses["redis_url"], ports)
    yield made
    for process in made.running.values():
        processes.stop(process, seconds=SECONDS_TO_STOP)


def test_the_image_starts_the_command_of_the_project() -> None:
    assert 'ENTRYPOINT ["steunstromen"]' in (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
    assert 'steunstromen = "services.cli:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_all_processes_of_production_start_work_and_stop(suite: Suite) -> None:
    _migrate(suite)
    lasting = [name for name, service in own_services().items() if service["restart"] != "no"]
    for name in lasting:
        suite.start(name)
    for name in suite.ports:
        suite.wait(name, suite.environment(name)["HEALTH_CHECK"])
    _wait_for_workers(suite)
    ended = {name: suite.log(name).read_text() for name, process in suite.running.items() if process.poll() is not None}
    assert not ended, f"ended by themselves: {ended}"
    codes = _stop(suite)
    assert codes == dict.fromkeys(lasting, 0)


def _migrate(suite: Suite) -> None:
    suite.start("migrate")
    code = suite.running.pop("migrate").wait(SECONDS_TO_START)
    assert code == 0, suite.log("migrate").read_text()


def _wait_for_workers(suite: Suite) -> None:
    with Redis.from_url(suite.redis_url) as client:
        processes.wait_until(
            lambda: _queues(client) >= {queue.value for queue in Queue},
            what="the workers",
            seconds=SECONDS_TO_START,
            log=suite.log("worker-notify"),
        )
    environment = suite.environment("worker-notify")
    assert (
        subprocess.run([sys.executable, str(ROOT / "docker" / "health.py")], env=environment, check=False).returncode
        == 0
    )


def _queues(client: Redis) -> set[str]:
    return {name for worker in Worker.all(connection=client) for name in worker.queue_names()}


def _stop(suite: Suite) -> dict[str, int]:
    for process in suite.running.values():
        process.terminate()
    return {name: process.wait(SECONDS_TO_STOP) for name, process in suite.running.items()}
