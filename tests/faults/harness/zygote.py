"""Starts processes of the product quickly: it loads the program once and forks it for every role that is asked for.

`python -m tests.faults.harness.zygote` reads one JSON line per process from its input (`role`, `given`, `environment`,
`folder`, `log`), answers `{"started": pid}`, and later `{"ended": pid, "code": n}`. Each process dies with this one.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from tests.faults.harness import roles

_PR_SET_PDEATHSIG = 1
PRELOADED = (
    "psycopg",
    "rq.intermediate_queue",
    "shared.notifier.jobs",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
"""What the program itself loads only when it needs it, and every process here does."""


def main() -> None:
    """Serves until its input ends."""
    for module in PRELOADED:
        importlib.import_module(module)
    _say({"ready": True})
    # Unbuffered: what `select` sees and what is read must be the same.
    pending = b""
    while True:
        ready, _, _ = select.select([0], [], [], 0.02)
        if ready:
            read = os.read(0, 65536)
            if not read:
                return
            *lines, pending = (pending + read).split(b"\n")
            for line in lines:
                _say({"started": _start(json.loads(line))})
        _report_ended()


def _start(asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _become(asked)
        roles.run(asked["role"], asked["given"])
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _become(asked: dict[str, Any]) -> None:
    """A process of its own: with its own group, folder, environment and log."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setpgid(0, 0)
    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    Path("/proc/self/comm").write_text(f"faults-{asked['role']}"[:15], encoding="ascii")


def _report_ended() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _say({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _say(what: dict[str, Any]) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    main()
