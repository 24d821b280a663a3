"""Measures what people wait for and writes the figures as JSON: `python -m tests.benchmarks.run var/bench.json`.

With `--big` the matcher gets 100,000 sources and needs instead of 10,000, and so many reminders fall due at once.
Figures hold for one machine at one moment, so the machine and its load are written beside them.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks import (
    alerting,
    applications,
    audit,
    budget,
    matching,
    messages,
    plan,
    reply,
    sign_in,
    tracker_time,
)
from tests.support.source import ROOT

RUNS = 5
NEEDS = ROOT / "tests" / "quality" / "needs.yaml"


def steunstromen(*arguments: str) -> None:
    """Run the command in a new process, as somebody at a terminal does."""
    command = [sys.executable, "-m", "services.cli", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


MEASURES: dict[str, Callable[[], None]] = {
    "help": lambda: steunstromen("--help"),
    "match_ten_needs_from_cold": lambda: steunstromen("match", str(NEEDS), "--json"),
    "check_the_catalogue": lambda: steunstromen("catalogue", "check", "services/matcher/data/catalogue"),
}


def seconds_of(act: Callable[[], None]) -> float:
    """Time one run."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def measure() -> dict[str, object]:
    """Run everything RUNS times and give the figures, in seconds."""
    figures: dict[str, Any] = {}
    for name, act in MEASURES.items():
        times = [seconds_of(act) for _ in range(RUNS)]
        figures[name] = {
            "runs": RUNS,
            "median_s": round(statistics.median(times), 3),
            "worst_s": round(max(times), 3),
        }
        print(f"{name}: median {figures[name]['median_s']} s, worst {figures[name]['worst_s']} s")
    figures["plan_for_one_need"] = plan.measure()
    figures["alerts"] = alerting.measure()
    figures["tracker_time"] = tracker_time.measure()
    figures["budget"] = budget.measure()
    figures["list_of_applications"] = applications.measure()
    figures["log_in_chains"] = audit.measure()
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "python": platform.python_version(),
            "system": platform.platform(),
            "cores": os.cpu_count(),
            "load": os.getloadavg(),
        },
        "figures": figures,
        "matching": matching.measure(big="--big" in sys.argv),
        "reply": reply.report(),
        "sign_in": sign_in.report(),
        "messages": messages.measure(big="--big" in sys.argv),
    }


def main(output: Path) -> None:
    """Measure and write."""
    figures = measure()
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {output}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
