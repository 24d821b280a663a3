"""CSV as spreadsheets in the Netherlands write it: semicolons, decimal commas, UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from shared.plumbing.sheets.cells import Cell, Row, Written, harmless, unguarded
from shared.plumbing.sheets.limits import MAX_COLUMNS, WrongSheet, check_rows
from shared.wording.texts import gettext as _

_DELIMITERS = ";,\t"
_ENCODINGS = (("utf-8-sig", b""), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"), ("cp1252", b""))
"""In the order of trying, each only for a file that begins so. Almost anything is Windows-1252, so that comes last."""


def read_csv(data: bytes) -> list[Row]:
    """The rows in which something stands. Raises WrongSheet."""
    text = _decoded(data)
    if text is None or "\0" in text:
        raise WrongSheet(_("Dit is geen tekst. Sla het bestand op als CSV (UTF-8), of stuur het als .xlsx."))
    try:
        return list(_rows(text))
    except csv.Error as error:
        raise WrongSheet(_("Deze CSV klopt niet: %(why)s. Kijk de aanhalingstekens na.", why=error)) from error


def write_csv(rows: Iterable[Iterable[Written]]) -> bytes:
    """The rows as a file that opens in columns with a double click."""
    file = io.BytesIO()
    put_csv(file, rows)
    return file.getvalue()


def put_csv(file: BinaryIO, rows: Iterable[Iterable[Written]]) -> None:
    """The same row by row into an open file, so that it takes no more memory for more rows."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(text, delimiter=";").writerows([_shown(harmless(cell)) for cell in row] for row in rows)
    text.detach()  # flushed, and left open


def _decoded(data: bytes) -> str | None:
    for encoding, start in _ENCODINGS:
        if data.startswith(start):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _rows(text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    line, number = 1, 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            number += 1
            check_rows(number, line)
            yield line, _typed(cells, line)
        line = reader.line_num + 1


def _typed(cells: list[str], line: int) -> list[Cell]:
    if len(cells) > MAX_COLUMNS:
        raise WrongSheet(_("Er staan meer dan %(most)s kolommen in.", most=MAX_COLUMNS), line)
    return [unguarded(cell.replace("\r\n", "\n")) for cell in cells]


def _shown(cell: Written) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
