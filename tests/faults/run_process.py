"""A worker or ticker as a process of its own: `python -m tests.faults.run_process worker|ticker SETTINGS`.

SETTINGS is JSON: the addresses of the databases, and what else differs from the settings of the stage.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

from shared.contracts.queues import Queue
from shared.notifier.ticker import run_ticker
from shared.notifier.worker import run_worker
from shared.plumbing.logs import configure_logs
from tests.faults.stage import make_settings, open_stage


def main(role: str, given: str) -> None:
    configure_logs(role)
    values = json.loads(given)
    settings = make_settings(Path.cwd(), values["urls"], **values["changes"])
    notifier = open_stage(settings, direct_after=1)
    if role == "worker":
        run_worker(Queue.NOTIFY, settings, notifier)
    else:
        run_ticker(settings, notifier, {}, lease=timedelta(seconds=2))


if __name__ == "__main__":
    main(*sys.argv[1:])
