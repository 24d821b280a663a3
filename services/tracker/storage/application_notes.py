"""Storage of notes with an application: what people wrote, and cells of a sheet that are no fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.sheets.notes import ApplicationNote
from services.tracker.storage.tables import application_note as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, note: ApplicationNote) -> None:
    """Keeps a note. Raises NotFound for a place out of reach."""
    if not scope.reaches(note.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(note)))


def open_of(connection: Connection, scope: Scope, application_ids: Iterable[str]) -> list[ApplicationNote]:
    """The notes of these applications that are not settled, oldest first."""
    return _where(connection, scope, table.c.application_id.in_(sorted(application_ids)))


def to_settle(connection: Connection, scope: Scope, limit: int) -> list[ApplicationNote]:
    """Cells of sheets that somebody must still look at, oldest first."""
    return _where(connection, scope, table.c.field != "note", limit=limit)


def settle(
    connection: Connection, scope: Scope, application_id: str, note_id: str, person_id: str, now: datetime
) -> bool:
    """Marks a note as settled; False when it was so already. Raises NotFound when there is none in reach."""
    mine = (
        table.c.id == note_id,
        table.c.application_id == application_id,
        scope.limits(table.c.place_id),
    )
    if connection.execute(sa.select(table.c.id).where(*mine)).first() is None:
        raise NotFound(_("Deze notitie is niet gevonden."))
    change = sa.update(table).where(*mine, table.c.settled_at.is_(None))
    return connection.execute(change.values(settled_at=now, settled_by=person_id)).rowcount == 1


def _where(
    connection: Connection, scope: Scope, condition: sa.ColumnElement[bool], limit: int | None = None
) -> list[ApplicationNote]:
    query = (
        sa.select(table)
        .where(condition, table.c.settled_at.is_(None), scope.limits(table.c.place_id))
        .order_by(table.c.recorded_at, table.c.id)
        .limit(limit)
    )
    names = ("id", "application_id", "place_id", "field", "text", "recorded_by", "recorded_at")
    return [ApplicationNote(**{name: getattr(row, name) for name in names}) for row in connection.execute(query)]
