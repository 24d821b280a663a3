"""One fact of a source in one cell: written, and read back the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.matcher.storage.sheets.columns import Kind
from shared.kernel.numerals import number_of_text
from shared.plumbing.sheets.cells import Cell, FormulaError, plain_text
from shared.wording.texts import gettext as _

Value = str | int | float | bool | list[str] | list[object] | dict[str, object]

EMPTY_TEXTS = "[]"
_YES_NO = {"true": True, "waar": True, "ja": True, "false": False, "onwaar": False, "nee": False}


class WrongCell(ValueError):
    """A cell can't be read; the message is Dutch and says the mend."""


def text_of(value: object) -> str | int | float | bool:
    """What to write for a fact: lists joined by ` | `, text and numbers as they are."""
    if isinstance(value, list):
        return " | ".join(_escaped(item) for item in value) if value else EMPTY_TEXTS
    if isinstance(value, dict):
        return Kind.EMPTY_GROUP.value
    return value  # type: ignore[return-value]


def value_of(cell: Cell, kind: Kind) -> Value:
    """The fact in a cell that is not empty. Raises WrongCell."""
    if isinstance(cell, FormulaError):
        raise WrongCell(_("Hier staat een fout van een formule (%(error)s). Zet er de waarde zelf neer.", error=cell))
    if kind is Kind.YES_NO:
        return _yes_no(cell)
    if kind is Kind.NUMBER:
        return _number(cell)
    text = plain_text(cell).strip()
    if kind is Kind.DAY:
        return _day(text)
    if kind is Kind.TEXTS:
        return [] if text == EMPTY_TEXTS else _parts(text)
    if kind in (Kind.EMPTY_LIST, Kind.EMPTY_GROUP):
        return _nothing(text, kind)
    return text


def _yes_no(cell: Cell) -> bool:
    answer = cell if isinstance(cell, bool) else _YES_NO.get(plain_text(cell).strip().lower())
    if answer is None:
        raise WrongCell(_("Schrijf hier true of false (ja of nee mag ook)."))
    return answer


def _number(cell: Cell) -> int | float:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return int(cell) if float(cell).is_integer() else cell
    number = number_of_text(plain_text(cell).strip())
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
