"""What one cell gives and takes. Text goes out so that no program runs it, and comes back the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from shared.kernel.letters import is_hidden

Cell = str | int | float | bool | date | datetime | time | None
"""What a sheet gives: text from CSV, anything from XLSX."""
Written = str | int | float | bool | date | None
"""What goes into a sheet. A number stays a number."""
Row = tuple[int, Sequence[Cell]]
"""The line in the file, and the cells."""

# A cell that begins so is a formula in one program or another, also after spaces and in full-width forms.
_FORMULA = re.compile(r"'*[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r]")
_KEPT = "\t\n\r"


class FormulaError(str):
    """What stands in a cell whose formula failed: `#REF!`, `#DIV/0!`."""

    __slots__ = ()


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def harmless(cell: Written) -> Written:
    """The cell as it may be written: without characters that nobody sees, and no formula."""
    if not isinstance(cell, str):
        return cell
    # First without what is hidden: behind it a formula could begin.
    return guarded("".join(letter for letter in cell if letter in _KEPT or not is_hidden(letter)))


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain_text(cell: Cell) -> str:
    """What a cell says as text: a day without its midnight, a whole number without `.0`."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)
