"""Logging never stops what is being logged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
from shared.plumbing.logs import configure_logs
configure_logs("test")
import structlog
for _ in range(3):
    structlog.get_logger().info("said")
print("went on")
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_the_log_stops_nothing():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, stderr=full, text=True, check=False
        )
    assert (done.returncode, done.stdout) == (0, "went on\n")


FORGING = """
import logging
from shared.plumbing.logs import configure_logs
configure_logs("test")
import structlog
structlog.get_logger().info("said", words="one\\r\\n{\\"event\\": \\"forged\\"}")
logging.getLogger("waitress").error("Exception when serving %s", "/x\\r\\nforged line")
"""


def test_h37_a_line_break_in_a_value_makes_no_second_line():
    done = subprocess.run([sys.executable, "-c", FORGING], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines()
    assert len(lines) == 2, lines
    assert not [line for line in lines if line.startswith(("forged", '{"event": "forged"'))]
