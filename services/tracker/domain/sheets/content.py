"""A sheet as it was read: headings, and rows of cells with what was seen about them. Kept as plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Cell = str | int | float | bool | None
"""Text, number or nothing. A day of the sheet itself is text like `2026-12-31`, told apart by `days`."""


@dataclass(frozen=True)
class SheetRow:
    """One row. `days` are the columns (from 0) that hold a real date.

    `merged` tells for a column (as text) the line whose cell swallows this one.

    `colour` is a word for the colour of the row, `hidden` says that the sheet does not show it.
    """

    line: int
    cells: tuple[Cell, ...]
    days: tuple[int, ...] = ()
    merged: Mapping[str, int] = field(default_factory=dict)
    colour: str = ""
    hidden: bool = False

    def cell(self, column: int) -> Cell:
        """The cell in a column; nothing beyond the last."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Content:
    """The names of the columns, the line that they stand on, and the rows below it."""

    headings: tuple[str, ...]
    line: int
    rows: tuple[SheetRow, ...]


def to_json(content: Content) -> dict[str, Any]:
    """The content as it is kept; what says nothing is left out."""
    rows = []
    for row in content.rows:
        kept = asdict(row)
        rows.append({name: value for name, value in kept.items() if value or name in ("line", "cells")})
    return {"headings": list(content.headings), "line": content.line, "rows": rows}


def from_json(kept: Mapping[str, Any]) -> Content:
    """The content that was kept."""
    return Content(tuple(kept["headings"]), kept["line"], tuple(_row(row) for row in kept["rows"]))


def _row(kept: Mapping[str, Any]) -> SheetRow:
    return SheetRow(
        line=kept["line"],
        cells=tuple(kept["cells"]),
        days=tuple(kept.get("days", ())),
        merged=dict(kept.get("merged", {})),
        colour=kept.get("colour", ""),
        hidden=kept.get("hidden", False),
    )


def samples(content: Content, column: int, most: int = 3) -> Sequence[str]:
    """The first different things that stand in a column, as text."""
    found: list[str] = []
    for row in content.rows:
        cell = row.cell(column)
        text = "" if cell is None else str(cell).strip()
        if text and text not in found:
            found.append(text)
        if len(found) == most:
            break
    return found
