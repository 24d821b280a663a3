"""A file of a person as the content of a sheet: cells as plain values, with what was seen about them."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import PurePath

from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.content import Content, SheetRow
from services.tracker.domain.sheets.headings import header_line
from services.tracker.domain.sheets.rows import clean_text
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.sheets.cells import Cell, Row
from shared.plumbing.sheets.files import read_sheet
from shared.plumbing.sheets.limits import WrongSheet
from shared.plumbing.sheets.xlsx_marks import Marks, marks_of
from shared.wording.texts import gettext as _

MOST_COLUMNS = 60
"""More columns than anybody can look through one by one."""


def read_file(name: str, data: bytes) -> Content:
    """What is in the file. Raises InvalidInput with the reason why it can't be used."""
    try:
        rows = read_sheet(name, data)
        marks = marks_of(data) if PurePath(name).suffix.lower() == ".xlsx" else Marks()
    except WrongSheet as error:
        where = _("Rij %(line)s: ", line=error.line) if error.line else ""
        raise InvalidInput([FieldError("file", "not_readable", f"{where}{error}")]) from error
    return content_of(rows, marks)


def content_of(rows: Sequence[Row], marks: Marks) -> Content:
    """The headings and the rows under them. Raises InvalidInput when there are none."""
    plain = [(line, [_plain(cell) for cell in cells[:MOST_COLUMNS]]) for line, cells in rows]
    at = header_line(plain)
    if len(plain) < at + 2:
        message = _("Er staan geen rijen onder de namen van de kolommen. Zet er minstens één in.")
        raise InvalidInput([FieldError("file", "no_rows", message)])
    header = plain[at][0]
    body = [(number, row) for number, row in enumerate(rows) if number > at]
    return Content(
        headings=tuple(_headings(plain, at, marks)),
        line=header,
        rows=tuple(_row(line, plain[number][1], cells, marks) for number, (line, cells) in body),
    )


def _headings(plain: Sequence[tuple[int, list[sheets.Cell]]], at: int, marks: Marks) -> Iterator[str]:
    """The names of the columns; under a merged cell of the row above with its text in front."""
    line, cells = plain[at]
    above = dict(plain[:at]).get(line - 1, [])
    for column, cell in enumerate(cells):
        group = ""
        for top, left, bottom, right in marks.merged:
            if top <= line - 1 <= bottom and left <= column + 1 <= right and right > left:
                group = clean_text(above[left - 1]) if left <= len(above) else ""
        yield " ".join(part for part in (group, clean_text(cell)) if part)[:100]


def _row(line: int, plain: list[sheets.Cell], cells: Sequence[Cell], marks: Marks) -> SheetRow:
    empty = (column for column in range(MOST_COLUMNS) if column >= len(plain) or plain[column] is None)
    swallowed = {str(column): top for column in empty if (top := marks.covering(line, column + 1)) is not None}
    colour = marks.colours.get(line)
    return SheetRow(
        line=line,
        cells=tuple(plain),
        days=tuple(column for column, cell in enumerate(cells[:MOST_COLUMNS]) if isinstance(cell, date)),
        merged=swallowed,
        colour="" if colour is None else colour_word(colour),
        hidden=line in marks.hidden,
    )


def _plain(cell: Cell) -> sheets.Cell:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, str):
        return clean_text(cell) or None
    if isinstance(cell, float) and cell != cell:  # not a number
        return None
    return cell


def colour_word(rgb: str) -> str:
    """What people call a colour (RRGGBB): green, red ... and just a colour where it can't be told."""
    if len(rgb) != 6:
        return _("een kleur")
    red, green, blue = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, _light, strength = colorsys.rgb_to_hls(red, green, blue)
    if strength < 0.15:
        return _("grijs")
    names = ((0.04, _("rood")), (0.12, _("oranje")), (0.19, _("geel")), (0.45, _("groen")), (0.72, _("blauw")))
    return next((name for most, name in names if hue <= most), _("paars") if hue < 0.92 else _("rood"))
