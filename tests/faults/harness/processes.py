"""The processes of the product as a test sees them: started by the zygote, ended by their own pid."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.support.processes import ServerFailed

ROOT = Path(__file__).parents[3]
START_SECONDS = 60


@dataclass
class Child:
    """One process. `code` is its exit code once it ended; a negative one is the signal that ended it."""

    pid: int
    role: str
    code: int | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def alive(self) -> bool:
        """Whether it was not seen to end."""
        return not self._ended.is_set()

    def wait(self, seconds: float) -> int:
        """Its exit code; raises TimeoutError when it is still there after so long."""
        if not self._ended.wait(seconds):
            raise TimeoutError(f"{self.role} did not end in {seconds:g} s")
        assert self.code is not None
        return self.code

    def ended_with(self, code: int) -> None:
        """The zygote saw it end."""
        self.code = code
        self._ended.set()

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal, if it is still there. The zygote has not reaped it then, so the pid is its own."""
        if self.alive:
            os.kill(self.pid, number)

    def kill(self) -> int:
        """Ends it the hard way and waits until it is gone."""
        self.signal(signal.SIGKILL)
        return self.wait(10)


class Zygote:
    """The process that holds the loaded program."""

    def __init__(self, log: Path) -> None:
        command = [sys.executable, "-m", "tests.faults.harness.zygote"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment, cwd=ROOT
            )
        self._children: dict[int, Child] = {}
        self._lock = threading.Lock()
        self._asked = threading.Lock()
        self._started: list[int] = []
        self._said = threading.Condition(self._lock)
        self._ready = threading.Event()
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
        if not self._ready.wait(START_SECONDS):
            self.stop()
            raise ServerFailed(f"the zygote did not start: {log.read_text(errors='replace')[-2000:]}")

    def start(
        self, role: str, given: Mapping[str, Any], *, log: Path, environment: Mapping[str, str] | None = None
    ) -> Child:
        """Starts a process that plays a role of `roles`."""
        asked = {"role": role, "given": given, "folder": given["folder"], "log": str(log)}
        line = json.dumps({**asked, "environment": dict(environment or {})}).encode() + b"\n"
        assert self._process.stdin is not None
        with self._asked:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            with self._said:
                if not self._said.wait_for(lambda: bool(self._started), 30):
                    raise ServerFailed("the zygote does not answer")
                child = self._children[self._started.pop()]
                child.role = role
                return child

    def stop(self) -> None:
        """Ends it, and with it every process that it started."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _listen(self, output: IO[bytes]) -> None:
        for raw in output:
            said = json.loads(raw)
            with self._said:
                if "ready" in said:
                    self._ready.set()
                elif "started" in said:
                    self._children[said["started"]] = Child(said["started"], "")
                    self._started.append(said["started"])
                    self._said.notify_all()
                else:
                    self._children.pop(said["ended"]).ended_with(said["code"])


class Keeper:
    """Starts a process again whenever it ends, as the suite's own supervisor does."""

    def __init__(self, start: Any, pause: float = 0.2) -> None:
        self._start = start
        self._pause = pause
        self._stop = threading.Event()
        self.child: Child = start()
        self.starts = 1
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the process for good."""
        self._stop.set()
        self._thread.join()
        self.child.kill()

    def _keep(self) -> None:
        while not self._stop.is_set():
            if self.child.alive:
                time.sleep(0.02)
                continue
            if not self._stop.wait(self._pause):
                self.child = self._start()
                self.starts += 1
