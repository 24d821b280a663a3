"""Made sheets as fundraisers keep them: two rows of names, merged cells, colours, days of Excel, and odd cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

GREEN = PatternFill("solid", fgColor="FF92D050")

GROUPS = ["Wie", None, "Aanvraag", None, None, None, "Besluit", None, None]
NAMES = [
    "Buurtplek",
    "Project",
    "Fonds",
    "bedrag",
    "datum indiening",
    "Status",
    "datum besluit",
    "toegekend",
    "Opmerkingen",
]


def book_of(
    rows: Sequence[Sequence[Any]],
    *,
    merged: tuple[str, ...] = (),
    green: tuple[int, ...] = (),
    hidden: tuple[int, ...] = (),
) -> bytes:
    """An .xlsx with these rows; `green` and `hidden` are lines."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    for line in green:
        for cell in sheet[line]:
            cell.fill = GREEN
    for line in hidden:
        sheet.row_dimensions[line].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fundraisers_book(places: list[str], number: int = 200) -> bytes:
    """So many rows over these places, of which twelve have a cell that is no fact."""
    rows: list[list[Any]] = [["Overzicht fondsen 2026"], [], GROUPS, NAMES]
    for one in range(number):
        row: list[Any] = [places[one % len(places)], f"Plan {one}", f"Fonds {one % 40}", 2000 + one]
        match one % 4:
            case 0:
                row += [None, "concept"]
            case 1:
                row += [date(2026, 3, 1 + one % 28), "Ingediend"]
            case 2:
                row += ["1-2-2026", "toegekend", "15 april 2026", "€ 1.500,-"]
            case 3:
                row += ["2 februari 2026", "Afgewezen", date(2026, 5, 2)]
        rows.append(row)
    odd = [(3, "± 5.000"), (3, "?"), (3, "5 à 6000"), (4, "medio maart"), (4, "voorjaar"), (5, "navragen")]
    for place, (column, text) in enumerate(odd * 2):
        rows[4 + 4 * place][column] = text
    rows.append(["Totaal", None, None, 12345])
    return book_of(rows, merged=("A3:B3", "C3:F3", "G3:H3"), green=(45,), hidden=(46,))
