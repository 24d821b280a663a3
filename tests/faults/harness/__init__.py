"""What fault tests are made of: the ledger and its checker, processes to kill, clients that tell what they saw."""

from __future__ import annotations

import os

LONG, SEEDS = "FAULTS_LONG", "FAULTS_SEEDS"


def long_run() -> bool:
    """Whether everything is asked for (`make faults`), and not the short version of every test run."""
    return os.environ.get(LONG) == "1"
