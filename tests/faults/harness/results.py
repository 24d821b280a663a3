"""The table of results: one line per case, seed and database; written as it comes when FAULTS_RESULTS names a file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WHERE = "FAULTS_RESULTS"
FIGURES = ("acked", "expected", "delivered", "dead", "lost", "ghost", "effective_double", "wire_double")
TIMES = ("early", "late", "stale")
COLUMNS: Mapping[str, tuple[str, int]] = {
    "result": ("result", 6),
    "fault": ("fault", 40),
    "database": ("database", 10),
    "seed": ("seed", 4),
    "seconds": ("sec", 5),
    "acked": ("acked", 6),
    "expected": ("must", 6),
    "delivered": ("came", 6),
    "dead": ("dead", 4),
    "lost": ("lost", 4),
    "ghost": ("ghost", 5),
    "effective_double": ("double", 6),
    "wire_double": ("copies", 6),
    "early": ("early", 5),
    "late": ("late", 4),
    "stale": ("stale", 5),
}
"""What stands in each column, by the name of its figure."""

LEGEND = """\
acked: changes that got a yes. must, came: messages that had to come, and those that came (per person and channel).
dead: given up after five workers were killed while they had it in hand; a person sees it with the reason, and may have
it tried again. That is how it should be, and never counts as lost. lost: had to come, did not, and nobody is told.
ghost: came and was never asked for. double: came under two ids. copies: came again under the same id, which a mailbox
can tell. early, late, stale: before its moment, over two minutes after it, or after the matter was closed."""


def note(
    fault: str,
    database: str,
    *,
    seed: int | str = "",
    figures: Mapping[str, Any] | None = None,
    wrong: Sequence[str] = (),
    seconds: float = 0.0,
    note: str = "",
    skipped: str = "",
    test: str = "",
) -> None:
    """Adds one line; does nothing when nobody asked for a table. `test` is the id of the test, by default this one."""
    if path := os.environ.get(WHERE):
        line = {"fault": fault, "seed": seed, "database": database, **(figures or {}), "seconds": round(seconds, 1)}
        line |= {"result": "FAIL" if wrong else "skip" if skipped else "pass", "wrong": list(wrong)}
        line |= {"note": note or skipped, "test": test or _this_test()}
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def noted_by(test: str) -> list[str]:
    """The results of the lines that a test wrote."""
    return [line["result"] for line in read(Path(os.environ.get(WHERE, ""))) if line["test"] == test]


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a file; the last one may still be on its way."""
    if not path.is_file():
        return []
    whole = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in whole]


def heading() -> str:
    """The names of the columns, with a rule below."""
    names = "  ".join(name.ljust(width) for name, width in COLUMNS.values())
    rule = "  ".join("-" * width for _, width in COLUMNS.values())
    return f"{names}  what was seen\n{rule}  {'-' * 13}"


def row(line: Mapping[str, Any]) -> str:
    """One line of the table, with what went wrong below it."""
    cells = "  ".join(str(line.get(name, ""))[:width].ljust(width) for name, (_, width) in COLUMNS.items())
    said = [f"{cells}  {line.get('note', '')}".rstrip(), *(f"       wrong: {one}" for one in line.get("wrong", ()))]
    return "\n".join(said)


def summary(lines: Sequence[Mapping[str, Any]]) -> str:
    """What it all came to."""
    count = {kind: sum(line["result"] == kind for line in lines) for kind in ("pass", "FAIL", "skip")}
    said = f"{len(lines)} lines: {count['pass']} pass, {count['FAIL']} FAIL"
    return f"{said}, {count['skip']} NOT RUN HERE" if count["skip"] else said


def _this_test() -> str:
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
