"""A sheet by the end of its name: CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from shared.plumbing.sheets.cells import Row, Written
from shared.plumbing.sheets.csv_files import put_csv, read_csv, write_csv
from shared.plumbing.sheets.limits import MAX_BYTES, WrongSheet, too_large_text
from shared.plumbing.sheets.xlsx_files import put_xlsx, read_xlsx, write_xlsx
from shared.wording.texts import gettext as _


class SheetFormat(StrEnum):
    """A kind of sheet; the value is the end of its name."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    SheetFormat.CSV: "text/csv; charset=utf-8",
    SheetFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_sheet(name: str, data: bytes) -> list[Row]:
    """The rows of a file of a person in which something stands, by the end of its name. Raises WrongSheet."""
    if len(data) > MAX_BYTES:
        raise WrongSheet(too_large_text(len(data)))
    match PurePath(name).suffix.lower():
        case ".csv":
            return read_csv(data)
        case ".xlsx":
            return read_xlsx(data)
    raise WrongSheet(_("Dit soort bestand lezen wij niet. Stuur .csv of .xlsx."))


def put_sheet(file: BinaryIO, format_: SheetFormat, title: str, rows: Iterable[Iterable[Written]]) -> None:
    """Writes the rows into an open file, for more of them than should stand in memory at once."""
    if format_ is SheetFormat.CSV:
        put_csv(file, rows)
    else:
        put_xlsx(file, title, rows)


def write_sheet(format_: SheetFormat, title: str, rows: Iterable[Iterable[Written]]) -> bytes:
    """The rows as a file; `title` is the name of the sheet in XLSX."""
    return write_csv(rows) if format_ is SheetFormat.CSV else write_xlsx(title, rows)
