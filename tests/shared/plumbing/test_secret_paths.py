"""Paths that are secrets do not reach a log, whoever writes the line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from shared.plumbing.secret_paths import hide_in_values, without_secrets


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GET /tracker/calendar/abc_DEF-123.ics HTTP/1.1", "GET /tracker/calendar/[hidden] HTTP/1.1"),
        ("/tracker/receipts/abc?x=1", "/tracker/receipts/[hidden]?x=1"),
        ("to /sign-in/link/0199-aa/t0k_en, then", "to /sign-in/link/[hidden], then"),
        ("/tracker/calendar?month=2027-01", "/tracker/calendar?month=2027-01"),
        ("/tracker/applications/1", "/tracker/applications/1"),
    ],
)
def test_the_secret_of_a_path_is_hidden(text, shown):
    assert without_secrets(text) == shown
    assert hide_in_values(None, "error", {"path": text, "status": 404}) == {"path": shown, "status": 404}


PROCESS = """
import logging, structlog
from shared.plumbing.logs import configure_logs
configure_logs("web")
logging.getLogger("waitress").error("Exception while serving %s", "/tracker/calendar/s3cret.ics")
try:
    raise RuntimeError("/tracker/calendar/s3cret.ics fell over")
except RuntimeError as error:
    structlog.get_logger().error("unexpected_error", exc_info=error)
"""


def test_what_a_process_writes_holds_no_secret():
    """In a process of its own: logs are set up once, for good."""
    written = subprocess.run([sys.executable, "-c", PROCESS], capture_output=True, text=True, check=True, timeout=60)
    assert written.stderr.count("/tracker/calendar/[hidden]") == 2
    assert "s3cret" not in written.stderr + written.stdout
