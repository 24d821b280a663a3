"""The whole explained reply over HTTP beside an empty answer of the same server: `python -m tests.benchmarks.reply`.

One gunicorn worker holds the matcher with 10,000 made sources, an empty JSON answer behind the matcher's own session
check, and a Flask application that does nothing else. They are asked in short turns, one after the other, so that what
else the machine does falls on all of them. A reply is asked for needs that nobody looked at before (`new`) and again
for needs that somebody did (`seen`): as long as need, place, sources and day are the same, it is kept.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.load import Served, ask
from tests.benchmarks.reply_server import EMPTY_BARE, EMPTY_HERE
from tests.support import processes
from tests.support.source import ROOT

SOURCES, NEEDS, TURNS, SECONDS = 10_000, 40, 6, 0.4
READY_SECONDS = 300
Figures = dict[str, float]


def measure(sources: int = SOURCES) -> Figures:
    """Answers per second, milliseconds of the server's processor per answer, and the ratios to the bare answer."""
    with tempfile.TemporaryDirectory(prefix="reply-") as name:
        folder, port = Path(name), processes.free_port()
        command = [sys.executable, "-m", "tests.benchmarks.reply_server", folder, port, sources, NEEDS]
        process = processes.start(command, log=folder / "log", cwd=ROOT)
        try:
            return _measured(port, told_by(folder / "log", process))
        finally:
            processes.stop(process)


def told_by(log: Path, process: Any) -> dict[str, Any]:
    """The line that the server writes when it is ready."""

    def lines() -> list[str]:
        return [line for line in log.read_text().splitlines() if line.startswith("{")]

    what = "the server with the replies"
    processes.wait_until(lambda: bool(lines()), what=what, seconds=READY_SECONDS, process=process, log=log)
    told: dict[str, Any] = json.loads(lines()[0])
    return told


def _measured(port: int, told: dict[str, Any]) -> Figures:
    about = {"session": told["session"], "pid": told["pid"]}
    first = ask(port, told["paths"], **about, seconds=READY_SECONDS, once=True)
    served = {"bare": Served(), "empty_here": Served(), "seen": Served()}
    paths = {"bare": [EMPTY_BARE], "empty_here": [EMPTY_HERE], "seen": told["paths"]}
    for _ in range(TURNS):
        for name, found in served.items():
            found.add(ask(port, paths[name], **about, seconds=SECONDS))
    bare = served["bare"]
    figures: Figures = {"bytes": served["seen"].bytes / served["seen"].answers}
    for name, found in {**served, "new": first}.items():
        figures[f"{name}_per_second"] = found.per_second
        figures[f"{name}_cpu_ms"] = found.cpu_ms
        figures[f"{name}_over_bare"] = found.per_second / bare.per_second
        figures[f"{name}_over_bare_by_cpu"] = bare.cpu_ms / found.cpu_ms if found.cpu_ms else 0.0
    return figures


def report(sources: int = SOURCES) -> Figures:
    """Measure, print and give the figures."""
    found = {name: round(figure, 3) for name, figure in measure(sources).items()}
    for name, figure in found.items():
        bar = " (bar: 0.30)" if name == "seen_over_bare" else ""
        print(f"reply with {sources} sources, {name}: {figure}{bar}")
    return found


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)
