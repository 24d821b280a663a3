"""The table of results: one line per fault, seed and database; also as JSON lines when FAULTS_RESULTS names a file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WHERE = "FAULTS_RESULTS"
COLUMNS = (
    *("fault", "seed", "database", "acked", "delivered", "lost", "ghost"),
    *("effective_double", "wire_double", "early", "late", "stale", "seconds", "result"),
)


def note(
    fault: str,
    database: str,
    *,
    seed: int | str = "",
    figures: Mapping[str, Any] | None = None,
    wrong: Sequence[str] = (),
    seconds: float = 0.0,
    note: str = "",
) -> None:
    """Adds one line; does nothing when nobody asked for a table."""
    if path := os.environ.get(WHERE):
        line = {"fault": fault, "seed": seed, "database": database, **(figures or {}), "seconds": seconds}
        line |= {"result": "FAIL" if wrong else "pass", "wrong": list(wrong), "note": note}
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def table(lines: Sequence[Mapping[str, Any]]) -> str:
    """The lines in columns."""
    shown = [[str(line.get(name, "")) for name in COLUMNS] for line in lines]
    heads = [name.replace("_", " ") for name in COLUMNS]
    widths = [max(map(len, column)) for column in zip(heads, *shown, strict=True)]
    rows = [heads, ["-" * width for width in widths], *shown]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
