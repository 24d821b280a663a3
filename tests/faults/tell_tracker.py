"""The matcher's word to the tracker as a process of its own: `python -m tests.faults.tell_tracker SETTINGS`, once.

SETTINGS is JSON: the addresses of the databases, of the tracker, and the key of signed calls.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from services.matcher.app import make_context, make_tracker_gateway
from services.matcher.jobs.clock import tick_applications
from tests.faults.stage import make_settings


def main(given: str) -> None:
    values = json.loads(given)
    settings = make_settings(
        Path.cwd(),
        values["urls"],
        matcher_url=values["urls"]["matcher"],
        service_keys={"k": values["key"].encode()},
        tracker_internal_url=values["tracker_internal_url"],
    )
    tick_applications(make_context(settings), make_tracker_gateway(settings))


if __name__ == "__main__":
    main(sys.argv[1])
