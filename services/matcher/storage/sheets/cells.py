"""One fact in one cell: written so that a spreadsheet shows it and runs nothing, and read back the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from services.matcher.storage.sheets.columns import Kind
from shared.kernel.numerals import number_of_text
from shared.wording.texts import gettext as _

Cell = str | int | float | bool | date | datetime | time | None
"""What a sheet gives: text from CSV, anything from XLSX."""
Value = str | int | float | bool | list[str] | list[object] | dict[str, object]

EMPTY_TEXTS = "[]"
_YES_NO = {"true": True, "waar": True, "ja": True, "false": False, "onwaar": False, "nee": False}
# A cell that begins so is a formula in one program or another, also after spaces and in full-width forms.
_FORMULA = re.compile(r"'*[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r]")


class WrongCell(ValueError):
    """A cell can't be read; the message is Dutch and says the mend."""


def text_of(value: object) -> str | int | float | bool:
    """What to write for a fact: lists joined by ` | `, text made harmless, numbers as they are."""
    if isinstance(value, list):
        return guarded(" | ".join(_escaped(item) for item in value)) if value else EMPTY_TEXTS
    if isinstance(value, dict):
        return Kind.EMPTY_GROUP.value
    return guarded(value) if isinstance(value, str) else value  # type: ignore[return-value]


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def value_of(cell: Cell, kind: Kind) -> Value:
    """The fact in a cell that is not empty. Raises WrongCell."""
    if kind is Kind.YES_NO:
        return _yes_no(cell)
    if kind is Kind.NUMBER:
        return _number(cell)
    text = unguarded(_plain(cell).strip())
    if kind is Kind.DAY:
        return _day(text)
    if kind is Kind.TEXTS:
        return [] if text == EMPTY_TEXTS else _parts(text)
    if kind in (Kind.EMPTY_LIST, Kind.EMPTY_GROUP):
        return _nothing(text, kind)
    return text


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def _yes_no(cell: Cell) -> bool:
    answer = cell if isinstance(cell, bool) else _YES_NO.get(_plain(cell).strip().lower())
    if answer is None:
        raise WrongCell(_("Schrijf hier true of false (ja of nee mag ook)."))
    return answer


def _number(cell: Cell) -> int | float:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return int(cell) if float(cell).is_integer() else cell
    number = number_of_text(_plain(cell).strip())
    if number is None:
        raise WrongCell(_("Schrijf hier een getal met cijfers, zoals 2500 of 2,5."))
    return int(number) if float(number).is_integer() else number


def _day(text: str) -> str:
    """ISO as it should be; a day as Excel writes it in Dutch becomes ISO. Anything else is left for the check."""
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text, re.ASCII)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


def _nothing(text: str, kind: Kind) -> Value:
    if text != kind.value:
        raise WrongCell(_("Laat deze kolom leeg, en gebruik de kolommen die hiermee beginnen."))
    return [] if kind is Kind.EMPTY_LIST else {}


def _escaped(item: object) -> str:
    return str(item).replace("\\", "\\\\").replace("|", "\\|")


def _parts(text: str) -> list[str]:
    parts: Sequence[str] = re.findall(r"(?:\\.|[^|\\]|\\$)+", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL) for part in parts if part.strip()]
