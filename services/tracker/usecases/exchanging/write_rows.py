"""Rows of applications as a file: CSV and XLSX to work on, PDF to print."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from services.tracker.domain.sheets.columns import FIELD_LABELS, Field
from services.tracker.domain.states import STATE_LABELS
from services.tracker.usecases.exchanging.rows import TakenRow
from shared.plumbing.sheets.cells import Written
from shared.plumbing.sheets.files import MEDIA_TYPES, SheetFormat, put_sheet
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.money import euros
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

PRINTED = Path(__file__).parent / "applications.typ"
MOST_PRINTED = 1_000
"""More than anybody prints; a page to print is made in memory as a whole."""


class FileFormat(StrEnum):
    """A kind of file; the value is the end of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


def media_type(format_: FileFormat) -> str:
    """What a browser is told."""
    return "application/pdf" if format_ is FileFormat.PDF else MEDIA_TYPES[SheetFormat(format_)]


def put_rows(file: BinaryIO, rows: Iterable[TakenRow], format_: FileFormat, today: date) -> None:
    """Writes the rows into an open file; a sheet one by one, to print all at once."""
    if format_ is FileFormat.PDF:
        file.write(_pdf(list(rows), today))
    else:
        put_sheet(file, SheetFormat(format_), _("aanvragen"), _sheet(rows))


def _sheet(rows: Iterable[TakenRow]) -> Iterator[list[Written]]:
    yield [_(text) for text in FIELD_LABELS.values()]
    for row in rows:
        one = row.application
        cells: dict[Field, Written] = {
            Field.REF: row.ref,
            Field.VERSION: one.version,
            Field.PLACE: row.place_name,
            Field.TITLE: one.title,
            Field.SOURCE: one.source_name,
            Field.PROVIDER: one.provider,
            Field.OWNER: row.owner,
            Field.STATE: _(STATE_LABELS[one.state]),
            Field.AMOUNT: _euros(one.amount_cents),
            Field.CLOSING: row.closing,
            Field.SUBMITTED_ON: row.submitted_on,
            Field.DECIDED_ON: row.answer.letter_on,
            Field.GRANTED: _euros(row.granted_cents),
            Field.NOTE: row.standing[Field.NOTE] or None,
        }
        yield [cells[field] for field in FIELD_LABELS]


def _euros(cents: int | None) -> int | float | None:
    """A number for a sheet: whole where it is whole."""
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else cents / 100


def _pdf(rows: Sequence[TakenRow], today: date) -> bytes:
    """A tagged PDF by Typst: every text is data, so that nothing in it is run or fetched."""
    import typst

    title = _("Aanvragen op %(day)s", day=plain_date(today))
    columns = [_("Aanvraag"), _("Plek"), _("Bron"), _("Stand"), _("Gevraagd"), _("Toegekend"), _("Sluit")]
    told = {
        "lang": current_language(),
        "title": title,
        "lead": ngettext("1 aanvraag", "%(number)s aanvragen", len(rows)),
        "columns": columns,
        "rows": [_printed(row) for row in rows],
    }
    with tempfile.TemporaryDirectory() as folder:  # the only one that it can see
        page = shutil.copy(PRINTED, folder)
        return typst.compile(
            page,
            root=folder,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(told)},
            pdf_standards=["ua-1"],
        )


def _printed(row: TakenRow) -> list[str]:
    one, granted = row.application, row.granted_cents
    return [
        one.title,
        row.place_name,
        one.source_name if one.source_name == one.provider else f"{one.source_name} ({one.provider})",
        _(STATE_LABELS[one.state]),
        "" if one.amount_cents is None else euros(one.amount_cents),
        "" if granted is None else euros(granted),
        "" if row.closing is None else plain_date(row.closing),
    ]
