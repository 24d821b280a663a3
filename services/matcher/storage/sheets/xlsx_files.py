"""Sheets of Excel and LibreOffice (.xlsx). Only values are read: formulas give their last result, macros nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from services.matcher.storage.file_records import FileReading, Problem
from services.matcher.storage.sheets.rows import MAX_COLUMNS, MAX_ROWS, Facts, Row, Written, records_of_rows
from shared.wording.texts import gettext as _

MAX_PARTS = 1_000
MAX_UNPACKED = 40_000_000
"""A sheet is a zip file: what is small outside can be without end inside."""


class _WrongSheet(Exception):
    """The file can't be used; the message is Dutch and says the mend."""


def read_xlsx(name: str, data: bytes) -> tuple[FileReading, Facts]:
    """The records of the first sheet, and the facts it has columns for."""
    try:
        _check_size(data)
        return records_of_rows(name, iter(_rows(data)))
    except _WrongSheet as error:
        return FileReading((), (Problem(name, None, None, str(error)),)), {}


def write_xlsx(rows: Iterator[list[Written]]) -> bytes:
    """The rows as one sheet, with the headings in view."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("bronnen")
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise _WrongSheet(_no_sheet()) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _WrongSheet(_("Dit bestand wordt uitgepakt veel te groot. Bewaar alleen het blad met bronnen."))


def _rows(data: bytes) -> list[Row]:
    from openpyxl import load_workbook

    found: list[Row] = []
    try:
        # data_only: results instead of formulas; keep_links: nothing of another file is read.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # One more than there may be: then the limit says so.
        for line, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS), 1):
            values: list[Any] = [cell.value for cell in cells]
            if any(cell.data_type == "e" for cell in cells):
                raise _WrongSheet(_("In rij %(line)s staat een fout van een formule (zoals #REF!).", line=line))
            if any(value not in (None, "") for value in values):
                found.append((line, values))
        book.close()
    except _WrongSheet:
        raise
    except Exception as error:  # a broken sheet ends the package in any of a dozen ways
        raise _WrongSheet(_no_sheet()) from error
    return found


def _no_sheet() -> str:
    return _("Dit is geen goed Excel-bestand. Open het, en sla het opnieuw op als .xlsx.")
