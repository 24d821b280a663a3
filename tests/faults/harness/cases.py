"""Which tests prove which fault; a part of some is proved by a table that stands beside what it is about."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

BESIDE = {
    "tests/services/tracker/domain/test_time_cases.py::test_time_case": "F7 forty closing dates",
    "tests/services/tracker/domain/test_time_cases.py::test_the_nights_to_warn_of": "F7 nights the clock changes",
    "tests/shared/access/test_service_calls.py::test_a_call_holds_for_a_minute": "F7 signed calls and skew",
    "tests/services/tracker/usecases/test_moved_deadlines.py::test_moved_deadline": "F12 twelve moved deadlines",
    "tests/shared/notifier/holds/test_holds.py"
    "::test_a_restored_dump_starts_held_and_what_was_sent_since_is_not_sent_again": "F16 restored from a copy",
}
"""Tests elsewhere that prove a part of a fault, and how they are called in the table."""

HERE = {"test_ledger": "ledger", "test_table": "ledger", "test_killed": "F1"}
HERE |= {"test_matcher_events": "F14", "test_source_news": "F14"}
"""Files here whose names don't say it."""

ABOUT = re.compile(r"\bF(\d+)\b")
_FILE = re.compile(r"test_f(\d\d)_")


def name_of(test: str, docstring: str | None = None) -> str:
    """What a test is called in the table: its fault (`F2`), then what it says; by its own words, or by its file."""
    path, _, function = test.partition("[")[0].partition("::")
    if known := BESIDE.get(f"{path}::{function}"):
        return known
    file = PurePosixPath(path).stem
    found, said = _FILE.match(file), ABOUT.match(docstring or "")
    fault = f"F{int(said[1])}" if said else f"F{int(found[1])}" if found else HERE.get(file, "")
    return f"{fault} {function.removeprefix('test_').replace('_', ' ')}".strip()


def database_of(fixtures: frozenset[str], parameters: frozenset[str]) -> str:
    """The kind of database that a test is on, by what it was given."""
    for kind in ("sqlite", "postgresql"):
        if kind in parameters:
            return kind
    if fixtures & {"make_postgres", "postgres", "postgres_url"}:
        return "postgresql"
    return "sqlite" if any("sqlite" in name for name in fixtures) else ""
