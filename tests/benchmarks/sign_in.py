"""What signing in and rights take: `python -m tests.benchmarks.sign_in`.

The page of signing in answers addresses with and without an account in turn, so that its time can be compared. An
empty answer is asked of one gunicorn worker in the same application: where no session is looked at, with a session,
and with a session and a right. One rights check is measured on its own, for every right of the table.
"""

from __future__ import annotations

import itertools
import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from shared.access.actors import Actor
from shared.access.conditions import Permission
from shared.access.enrolment import add_person
from shared.access.rights import Right, may
from shared.access.rights_table import ROWS
from tests.benchmarks.load import Served, ask
from tests.benchmarks.reply import told_by
from tests.benchmarks.reply_server import EMPTY_HERE, EMPTY_QUIET, EMPTY_WITH_RIGHT
from tests.services.matcher.web.sign_in.world import NOW, TOKEN, World
from tests.shared.access.people import BOARD, COORDINATOR, FUNDER, MEMBER, OFFICER, PLACE, VOLUNTEER
from tests.support import processes
from tests.support.source import ROOT

PAIRS, WARM, TURNS, SECONDS, ROUNDS = 200, 20, 10, 0.4, 20
Figures = dict[str, float]


def page() -> Figures:
    """Milliseconds of the answer to an address that is known and to one that is not; and how far they are apart."""
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    with tempfile.TemporaryDirectory(prefix="sign-in-") as name:
        world = World(Path(name))
        with world.people.transaction() as connection:
            for number in range(PAIRS + WARM):
                add_person(connection, email=f"known{number}@voorbeeld.nl", at=NOW)
        browser = world.browser()
        form = browser.get("/sign-in").text
        token = re.search(TOKEN, form)[1]  # type: ignore[index]
        for number in range(PAIRS + WARM):
            # Who comes first takes turns, too: what one leaves behind the other may find.
            for kind in sorted(times, reverse=bool(number % 2)):
                client = f"10.{number >> 8}.{number & 255}.{kind == 'known':d}"
                browser.client.environ_base["REMOTE_ADDR"] = client
                began = time.perf_counter()
                answer = browser.post("/sign-in", csrf_token=token, email=f"{kind}{number}@voorbeeld.nl")
                took = time.perf_counter() - began
                if answer.status_code != 303:
                    raise RuntimeError(f"the page answered {answer.status_code}")
                if number >= WARM:
                    times[kind].append(1000 * took)
        world.people.dispose()
    found = {f"page_{kind}_ms": statistics.median(taken) for kind, taken in times.items()}
    return {**found, "page_apart_ms": abs(found["page_known_ms"] - found["page_unknown_ms"])}


def overhead() -> Figures:
    """Answers per second of the three empty answers, and the ratios of their time to the one without a session."""
    paths = {"without": EMPTY_QUIET, "with_session": EMPTY_HERE, "with_right": EMPTY_WITH_RIGHT}
    served = {name: Served() for name in paths}
    with tempfile.TemporaryDirectory(prefix="sign-in-") as folder:
        port, log = processes.free_port(), Path(folder) / "log"
        command: list[Any] = [sys.executable, "-m", "tests.benchmarks.reply_server", folder, port, 10, 1]
        process = processes.start(command, log=log, cwd=ROOT)
        try:
            told = told_by(log, process)
            for _ in range(TURNS):
                for name, path in paths.items():
                    served[name].add(ask(port, [path], told["session"], seconds=SECONDS, pid=told["pid"]))
        finally:
            processes.stop(process)
    without = served.pop("without")
    figures = {"empty_per_second": without.per_second, "empty_cpu_ms": without.cpu_ms}
    for name, found in served.items():
        figures[f"empty_{name}_per_second"] = found.per_second
        figures[f"empty_{name}_ratio"] = without.per_second / found.per_second
        figures[f"empty_{name}_cpu_ratio"] = found.cpu_ms / without.cpu_ms if without.cpu_ms else 0.0
    return figures


def rights() -> Figures:
    """Microseconds of one rights check: the median and the slowest kind, over every right and six people."""
    cells = [(row.resource, entry) for row in ROWS for cell in row.cells().values() for entry in cell]
    asked = sorted({Right(r, e.action if isinstance(e, Permission) else e) for r, e in cells}, key=str)
    people: tuple[Actor | None, ...] = (None, MEMBER, BOARD, VOLUNTEER, COORDINATOR, OFFICER)
    taken = []
    for actor, right in itertools.product(people, asked):
        began = time.perf_counter()
        for _ in range(ROUNDS):
            may(actor, right, place_id=PLACE, funder_id=FUNDER, state="draft")
        taken.append(1e6 * (time.perf_counter() - began) / ROUNDS)
    return {"right_us": statistics.median(taken), "right_worst_us": max(taken)}


def report() -> Figures:
    """Measure, print and give the figures."""
    goals = {"page_apart_ms": "20", "empty_with_right_ratio": "1.3", "right_us": "50"}
    found = {name: round(figure, 3) for name, figure in {**page(), **overhead(), **rights()}.items()}
    for name, figure in found.items():
        print(f"sign-in, {name}: {figure}" + (f" (goal: at most {goals[name]})" if name in goals else ""))
    return found


if __name__ == "__main__":
    print(json.dumps(report(), indent=2))
