"""What a cell says, when it is a fact: an amount, a day. "± 5.000", "medio maart" and "?" are no facts."""

from __future__ import annotations

import re
from datetime import date

from services.tracker.domain.deadlines import Basis
from services.tracker.domain.sheets.content import Cell
from shared.kernel.letters import folded
from shared.kernel.money import AmountProblem, parse_amount

_MONTHS = (
    ("jan", "januari", "january"),
    ("feb", "februari", "february"),
    ("mrt", "maart", "march"),
    ("apr", "april", "april"),
    ("mei", "mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("aug", "augustus", "august"),
    ("sep", "september", "september"),
    ("okt", "oktober", "october"),
    ("nov", "november", "november"),
    ("dec", "december", "december"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WORDED = {
    "t/m": Basis.THROUGH,
    "tot en met": Basis.THROUGH,
    "uiterlijk": Basis.THROUGH,
    "voor": Basis.BEFORE,
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def amount_of(cell: Cell) -> int | None:
    """Whole cents of an amount of euros, None when the cell is no sure amount."""
    if isinstance(cell, bool) or cell is None:
        return None
    try:
        return parse_amount(round(cell, 2) if isinstance(cell, float) else cell)
    except AmountProblem:
        return None


def day_of(cell: Cell) -> tuple[date, Basis] | None:
    """The day in a cell and how it is worded ("t/m", "voor"), None when it is no sure day: no year, half a month."""
    if not isinstance(cell, str):
        return None
    text = " ".join(folded(cell).split())
    basis = Basis.UNSTATED
    for words, meaning in _WORDED.items():
        if text.startswith(f"{words} "):
            text, basis = text.removeprefix(words).strip(), meaning
            break
    day = _numbers(text) or _worded(text)
    return None if day is None else (day, basis)


def _numbers(text: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text, re.ASCII):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    return None


def _worded(text: str) -> date | None:
    found = re.fullmatch(r"(?:[a-z]{2,9} )?(\d{1,2}) ([a-z]+)\.? (\d{4})", text, re.ASCII)
    if found is None or found[2] not in _MONTH_OF:
        return None
    return _day(int(found[3]), _MONTH_OF[found[2]], int(found[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
