"""Keeps the processes of one machine running: starts them, starts them again when they die, ends them together."""

from __future__ import annotations

import ctypes
import functools
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

STOP_SECONDS = 8.0
FIRST_WAIT = 0.2
LONGEST_WAIT = 10.0
STEADY_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process that should always be there.

    `niceness` above 0 lets the others have the processor first. Others need one that is `leaned_on`: it ends last.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    niceness: int = 0
    leaned_on: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    wait: float = FIRST_WAIT

    def start(self) -> None:
        """Starts the process in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(
            list(self.arguments),
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=functools.partial(_begin_as_child, os.getpid(), self.niceness),
        )
        self.started_at = time.monotonic()


@dataclass
class Supervisor:
    """Watches children until `stopping` is set by a signal."""

    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def handle_signals(self) -> None:
        """SIGTERM and Ctrl-C end the watch."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: setattr(self, "stopping", True))

    def add(self, child: Child) -> None:
        """Starts a child and keeps it running from now on."""
        child.start()
        self.children.append(child)

    def watch(self) -> None:
        """Returns after a signal, when every child has ended."""
        while not self.stopping:
            for child in self.children:
                self._look_after(child)
            time.sleep(0.1)
        self.stop()

    def stop(self) -> None:
        """Asks all children to end, those that others lean on last; kills what is still there after some seconds."""
        for leaned_on in (False, True):
            _end([child.process for child in self.children if child.leaned_on is leaned_on and child.process])

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_again_at:
                child.start()
            return
        code = child.process.poll()
        if code is None:
            return
        _log_end(child.name, code)
        # A process that dies at once is tried ever more slowly; one that ran well starts again at once.
        child.wait = FIRST_WAIT if now - child.started_at > STEADY_SECONDS else min(child.wait * 2, LONGEST_WAIT)
        child.start_again_at = now + child.wait
        child.process = None


def _log_end(name: str, code: int) -> None:
    import structlog  # only here: the supervisor must be there before anything heavy is loaded

    structlog.get_logger().warning("process_ended", child=name, code=code)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _begin_as_child(parent: int, niceness: int) -> None:
    os.nice(niceness)
    _die_with_parent(parent)


def _die_with_parent(parent: int) -> None:
    """Linux ends this process when the supervisor is killed, so that no orphan keeps the port or the data."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):  # another system: the orphans end with the session
        return
    if os.getppid() != parent:  # it died before the call above
        os._exit(0)
