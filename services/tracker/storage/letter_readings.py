"""Storage of letters that were read."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.letters.confirmed import Confirmed, LetterReading, from_json, to_json
from services.tracker.domain.letters.reading import Confidence, Field, Finding
from services.tracker.storage.tables import letter_reading as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, reading: LetterReading) -> None:
    """Keeps a reading. Raises NotFound for a place out of reach."""
    if not scope.reaches(reading.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    values = {column.name: getattr(reading, column.name) for column in table.columns}
    findings = [_plain(found) for found in reading.findings]
    connection.execute(sa.insert(table).values(**values | {"findings": findings, "confirmed": None}))


def get(connection: Connection, scope: Scope, application_id: str, reading_id: str) -> LetterReading:
    """One reading of an application. Raises NotFound when it is not there or out of reach."""
    if is_id(reading_id):
        condition = (
            table.c.id == reading_id,
            table.c.application_id == application_id,
            scope.limits(table.c.place_id),
        )
        row = connection.execute(sa.select(table).where(*condition)).mappings().one_or_none()
        if row is not None:
            return _record(row)
    raise NotFound(_("Deze brief is niet gevonden."))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[LetterReading]:
    """The letters of an application that were read, newest first."""
    condition = (table.c.application_id == application_id, scope.limits(table.c.place_id))
    query = sa.select(table).where(*condition).order_by(table.c.read_at.desc(), table.c.id.desc())
    return [_record(row) for row in connection.execute(query).mappings()]


def confirm(
    connection: Connection, scope: Scope, before: LetterReading, confirmed: Confirmed, by: str, at: datetime
) -> LetterReading:
    """Writes what a person made of it. Raises Stale when somebody else was first."""
    condition = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    values: dict[str, Any] = {"version": before.version + 1, "confirmed_by": by, "confirmed_at": at}
    update = sa.update(table).where(*condition).values(**values, confirmed=to_json(confirmed))
    if connection.execute(update).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze brief net nagekeken. Kijk eerst wat er nu staat."))
    return replace(before, confirmed=confirmed, **values)


def _plain(found: Finding) -> dict[str, Any]:
    return asdict(found) | {"due_on": found.due_on.isoformat() if found.due_on else None}


def _finding(kept: dict[str, Any]) -> Finding:
    due_on = date.fromisoformat(kept["due_on"]) if kept["due_on"] else None
    known = {"field": Field(kept["field"]), "confidence": Confidence(kept["confidence"]), "due_on": due_on}
    return Finding(**{**kept, **known})


def _record(row: sa.RowMapping) -> LetterReading:
    confirmed = from_json(row["confirmed"]) if row["confirmed"] else None
    return LetterReading(**{**row, "findings": tuple(map(_finding, row["findings"])), "confirmed": confirmed})
