"""What an XLSX sheet says without words: merged cells, hidden rows, and rows with a colour. Only named, never read."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.plumbing.sheets.limits import MAX_COLUMNS, WrongSheet
from shared.plumbing.sheets.xlsx_files import MAX_LINES, check_archive, no_sheet_text

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WHITE = ("FFFFFF", "000000")
"""Fills that are no colour: white, and none at all."""


@dataclass(frozen=True)
class Marks:
    """Lines and columns count from 1. `colours` is RRGGBB by line, empty where a theme names the colour.

    `merged` are (first line, first column, last line, last column).
    """

    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    colours: dict[int, str] = field(default_factory=dict)

    def covering(self, line: int, column: int) -> int | None:
        """The first line of the merged cell that swallows this one; None when it is a cell of its own."""
        for top, left, bottom, right in self.merged:
            if top <= line <= bottom and left <= column <= right and (line, column) != (top, left):
                return top
        return None


def marks_of(data: bytes) -> Marks:
    """The marks of the first sheet. Raises WrongSheet."""
    check_archive(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            merged, hidden = _shape(archive)
        return Marks(merged, hidden, dict(_colours(data)))
    except Exception as error:  # a broken sheet ends the packages in any of a dozen ways
        raise WrongSheet(no_sheet_text()) from error


def _shape(archive: zipfile.ZipFile) -> tuple[tuple[tuple[int, int, int, int], ...], frozenset[int]]:
    from defusedxml.ElementTree import iterparse
    from openpyxl.utils import range_boundaries

    merged: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    with archive.open(_first_sheet(archive)) as stream:
        for _event, element in iterparse(stream):
            if element.tag == f"{_MAIN}mergeCell" and len(merged) < MAX_LINES:
                left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                merged.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))
            elif element.tag == f"{_MAIN}row":
                if element.get("hidden") in ("1", "true"):
                    hidden.add(int(element.get("r", "0")))
                element.clear()  # else the whole sheet stays in memory
    return tuple(merged), frozenset(hidden)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    from defusedxml.ElementTree import fromstring

    sheet = fromstring(archive.read("xl/workbook.xml")).find(f"{_MAIN}sheets/{_MAIN}sheet")
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(one.get("Target", "") for one in relations if one.get("Id") == sheet.get(_RELATION))
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")


def _colours(data: bytes) -> Iterator[tuple[int, str]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet: Any = book.worksheets[0]
    width = min(sheet.max_column or MAX_COLUMNS, MAX_COLUMNS)
    for line, cells in enumerate(sheet.iter_rows(max_row=MAX_LINES, max_col=width), 1):
        found = next((colour for cell in cells if (colour := _colour(cell)) is not None), None)
        if found is not None:
            yield line, found
    book.close()


def _colour(cell: Any) -> str | None:
    if not getattr(cell, "has_style", False) or cell.fill.fill_type != "solid":
        return None
    colour = cell.fill.fgColor
    if colour.type != "rgb":
        return ""
    rgb = str(colour.rgb)[-6:].upper()
    return None if rgb in _WHITE else rgb
