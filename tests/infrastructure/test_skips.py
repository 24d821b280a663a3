"""The end of a test run names what was not run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.support.skips import summary_lines


def report(reason: str) -> Any:
    return SimpleNamespace(longrepr=("test_x.py", 1, f"Skipped: {reason}"))


def test_skips_are_grouped_by_reason_with_the_most_frequent_first():
    skipped = [report("no Chromium"), report("no PostgreSQL"), report("no PostgreSQL")]
    assert summary_lines(skipped) == [
        "Not run: 2 tests, because no PostgreSQL",
        "Not run: 1 test, because no Chromium",
    ]


def test_a_complete_run_is_said_too():
    assert summary_lines([]) == ["Not run: nothing; every test could be run on this machine."]
