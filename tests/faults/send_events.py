"""The tracker's sender as a process of its own: `python -m tests.faults.send_events SETTINGS`, once.

SETTINGS is JSON: the addresses of the databases, of the matcher, and the key of signed calls.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from services.tracker.app import make_context
from services.tracker.usecases.informing.send_events import send_events
from tests.faults.stage import make_settings


def main(given: str) -> None:
    values = json.loads(given)
    keys = {"k": values["key"].encode()}
    settings = make_settings(
        Path.cwd(), values["urls"], service_keys=keys, matcher_internal_url=values["matcher_internal_url"]
    )
    send_events(make_context(settings))


if __name__ == "__main__":
    main(sys.argv[1])
