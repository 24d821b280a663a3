"""What stands here of an application, in the canonical text of a sheet: to tell what changed there and here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from services.tracker.domain.records import Application
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.notes import ApplicationNote


def standing_of(
    application: Application, owner: str, closing: date | None, notes: Iterable[ApplicationNote]
) -> dict[Field, str]:
    """The fields that a sheet can change: an amount as whole cents, a day as 2026-12-31, empty when not known.

    `owner` is the name of who does it. Notes are the plain ones: a cell that is no fact does not come along as one.
    """
    return {
        Field.TITLE: application.title,
        Field.OWNER: owner,
        Field.AMOUNT: "" if application.amount_cents is None else str(application.amount_cents),
        Field.CLOSING: "" if closing is None else closing.isoformat(),
        Field.NOTE: "\n".join(note.text for note in notes if note.field == Field.NOTE),
    }


def row_key_of(application_id: str, version: int) -> str:
    """Under which the row of our own file with this version is kept."""
    return f"{application_id}:{version}"


def plain(cells: Mapping[Field, str]) -> dict[str, str]:
    """The same as it is kept."""
    return {field.value: text for field, text in cells.items()}
