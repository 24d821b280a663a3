"""The suite on one machine: what is killed comes back, what was written stays, and it ends when asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from tests.support import processes
from tests.support.source import ROOT
from tests.support.suite import Caller, running_suite

pytestmark = pytest.mark.timeout(240)


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=1).status_code == 200
    except requests.RequestException:
        return False


def test_killed_processes_come_back_and_data_outlive_a_restart(tmp_path: Path, free_port: int) -> None:
    data = tmp_path / "data"
    with running_suite(data, free_port, tmp_path / "suite.log") as suite:
        caller = Caller(suite.base)
        caller.sign_in("ruben@spangen.example")
        place = caller.get("/api/v1/places").json()["items"][0]
        told = {
            "placeId": place["id"],
            "title": "Een bank op het plein",
            "description": "Een bank om op te zitten.",
            "support": ["money"],
        }
        need = caller.post("/api/v1/needs", told).json()

        # Each kind of process is killed the hard way, Redis too; all are there again soon.
        before = suite.children()
        assert len(before) == 7, before  # redis, web, ticker and a worker for each of the four queues
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        processes.wait_until(
            lambda: len(suite.children()) == 7 and not set(suite.children()) & set(before),
            what="the processes started again",
            seconds=30,
        )
        processes.wait_until(lambda: answers(f"{suite.base}/health/live"), what="the page", seconds=60)

        # And the queue works again: a new sign-in mail arrives.
        Caller(suite.base).sign_in("joke@spangen.example")

        command = [sys.executable, "-m", "services.cli", "up", "--demo"]
        second = subprocess.run(
            [*command, "--data-dir", str(data), "--port", str(processes.free_port())],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 1
        assert "in use by another run" in second.stderr

        running = list(suite.children())
        begin = time.monotonic()
        assert processes.stop(suite.process) == 0
        assert time.monotonic() - begin < 10
        assert not [pid for pid in running if Path(f"/proc/{pid}").exists()]

    with running_suite(data, free_port, tmp_path / "again.log") as suite:
        # The browser's session lives on too: it is a row, not a memory of the process.
        assert caller.get(f"/api/v1/needs/{need['id']}").json()["title"] == "Een bank op het plein"


def test_children_end_when_the_supervisor_is_killed(tmp_path: Path, free_port: int) -> None:
    with running_suite(tmp_path / "data", free_port, tmp_path / "suite.log") as suite:
        children = list(suite.children())
        suite.process.kill()
        suite.process.wait()
        processes.wait_until(
            lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()], what="the end of all", seconds=15
        )
