"""Starting and ending real server processes around tests."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PORTS = range(12_000, 16_000)


class ServerFailed(Exception):
    """A server could not be started here; the text says why."""


def free_port() -> int:
    """Give a port on 127.0.0.1 that nothing listens on, and that no other test on this machine was given lately.

    Its server binds it later. A port that the kernel picks could by then belong to the server of another test process,
    or to anybody's outgoing connection: so these lie below the kernel's own range, and are given out in turn.
    """
    with (Path(tempfile.gettempdir()) / f"steunstromen-test-ports-{os.getuid()}").open("a+") as turns:
        fcntl.flock(turns, fcntl.LOCK_EX)
        turns.seek(0)
        last = int(turns.read() or 0)
        for turn in range(last + 1, last + 1 + len(_PORTS)):
            port = _PORTS[turn % len(_PORTS)]
            if _can_be_bound(port):
                turns.truncate(0)
                turns.write(str(turn))
                return port
    raise ServerFailed("no port is free for a test")


def _can_be_bound(port: int) -> bool:
    with socket.socket() as probe:
        # What a server of an earlier test left behind does not stop the next one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _die_with_parent() -> None:
    # When pytest itself is killed hard, no fixture ends its servers: Linux then does.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def start(
    command: Sequence[object],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    uid: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in its own process group with both outputs in `log`; `uid` drops root's rights first."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            process_group=0,
        )


def stop(process: subprocess.Popen[bytes], *, ask: signal.Signals = signal.SIGTERM, seconds: float = 10) -> int:
    """Ask a process to end, insist on its whole group after `seconds`, and give its exit code."""
    if process.poll() is None:
        process.send_signal(ask)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def wait_until(
    ready: Callable[[], bool],
    *,
    what: str,
    seconds: float = 15,
    process: subprocess.Popen[bytes] | None = None,
    log: Path | None = None,
) -> None:
    """Wait until `ready()` is true.

    Raises ServerFailed with the end of the log when `seconds` pass or the process ends first.
    """
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if ready():
            return
        if process is not None and process.poll() is not None:
            raise ServerFailed(f"{what} ended with code {process.returncode}: {_tail(log)}")
        time.sleep(0.02)
    raise ServerFailed(f"{what} was not ready in {seconds:g} s: {_tail(log)}")


def _tail(log: Path | None) -> str:
    if log is None or not log.exists():
        return "no log"
    return " / ".join(log.read_text(errors="replace").strip().splitlines()[-5:]) or "empty log"
