"""The matcher's tick as a process of its own: `python -m ...tick_process GIVEN`, until SIGTERM.

GIVEN is JSON: the addresses of the three databases and the moment at which the clock stands. The parts are as small as
can be, so that two processes meet each other often.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from datetime import datetime

from services.matcher.jobs.clock import tick_needs as tick
from services.matcher.usecases.alerting import watch_needs, watching
from shared.plumbing.database import Database
from tests.services.matcher.world import context_for


def main(given: str) -> None:
    values = json.loads(given)
    ctx = context_for(*(Database(values[name]) for name in ("people", "matcher", "notifier")))
    ctx.clock.moment = datetime.fromisoformat(values["moment"])
    watch_needs.BATCH, watching.MOST_CHANGES = 2, 3
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    print("ready", flush=True)
    while not stop.is_set():
        tick(ctx)
        stop.wait(0.02)


if __name__ == "__main__":
    main(sys.argv[1])
