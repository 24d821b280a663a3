"""Sheets of Excel and LibreOffice (.xlsx). Only values are read: formulas give their last result, macros nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from shared.plumbing.sheets.cells import FormulaError, Row, Written, harmless, is_empty, unguarded
from shared.plumbing.sheets.limits import MAX_COLUMNS, MAX_ROWS, WrongSheet, check_rows
from shared.wording.texts import gettext as _

MAX_PARTS = 1_000
MAX_UNPACKED = 40_000_000
"""A sheet is a zip file: what is small outside can be without end inside."""
MAX_LINES = 4 * MAX_ROWS
"""How far down a sheet is looked at, empty rows included."""
_FAILED = "e"
_DAY_FORMAT = "dd-mm-yyyy"


def read_xlsx(data: bytes) -> list[Row]:
    """The rows of the first sheet in which something stands. Raises WrongSheet."""
    from openpyxl import load_workbook

    check_archive(data)
    try:
        # data_only: results instead of formulas; keep_links: nothing of another file is read.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        rows = list(_rows(book.worksheets[0]))
        book.close()
    except WrongSheet:
        raise
    except Exception as error:  # a broken sheet ends the package in any of a dozen ways
        raise WrongSheet(no_sheet_text()) from error
    return rows


def write_xlsx(title: str, rows: Iterable[Iterable[Written]], *, frozen: str = "B2") -> bytes:
    """The rows as one sheet called `title`, with what stands above and left of cell `frozen` always in view."""
    file = io.BytesIO()
    put_xlsx(file, title, rows, frozen=frozen)
    return file.getvalue()


def put_xlsx(file: BinaryIO, title: str, rows: Iterable[Iterable[Written]], *, frozen: str = "B2") -> None:
    """The same row by row into an open file, by way of a file of the machine."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = frozen
    for row in rows:
        sheet.append([_typed(sheet, harmless(cell)) for cell in row])
    book.save(file)


def check_archive(data: bytes) -> None:
    """Raises WrongSheet for what is no sheet, unpacks without end, or brings macros or links to other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise WrongSheet(no_sheet_text()) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise WrongSheet(_("Dit bestand wordt uitgepakt veel te groot. Bewaar alleen het blad dat u nodig hebt."))
    names = [part.filename.lower() for part in parts]
    if any(name.endswith("vbaproject.bin") for name in names):
        raise WrongSheet(
            _("In dit bestand zitten macro's. Sla het op als gewone Excel-werkmap (.xlsx) zonder macro's.")
        )
    if any("/externallinks/" in name for name in names):
        message = _("Dit bestand haalt gegevens uit een ander bestand. Kopieer het blad en plak alleen de waarden.")
        raise WrongSheet(message)


def no_sheet_text() -> str:
    """What to say of a file that is no good sheet."""
    return _("Dit is geen goed Excel-bestand. Open het, en sla het opnieuw op als .xlsx.")


def _rows(sheet: Any) -> Iterator[Row]:
    number = 0
    width = min(sheet.max_column or MAX_COLUMNS, MAX_COLUMNS)
    for line, cells in enumerate(sheet.iter_rows(max_row=MAX_LINES, max_col=width), 1):
        values = _without_tail([_value(cell) for cell in cells])
        if values:
            number += 1
            check_rows(number, line)
            yield line, values


def _without_tail(values: list[Any]) -> list[Any]:
    while values and is_empty(values[-1]):
        values.pop()
    return values


def _value(cell: Any) -> Any:
    value = cell.value
    if isinstance(value, str):
        return FormulaError(value) if cell.data_type == _FAILED else unguarded(value)
    return value


def _typed(sheet: Any, cell: Written) -> Any:
    if not isinstance(cell, date):
        return cell
    from openpyxl.cell import WriteOnlyCell

    day: Any = WriteOnlyCell(sheet)
    day.value = cell
    day.number_format = _DAY_FORMAT
    return day
