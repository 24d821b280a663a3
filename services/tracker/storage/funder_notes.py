"""Storage of prepared messages to funders."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.records import FunderNote, NoteState
from services.tracker.storage.tables import funder_note as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, note: FunderNote) -> None:
    """Keeps a prepared message. Raises NotFound for a place out of reach."""
    if not scope.reaches(note.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    kept = vars(note) | {"state": note.state.value, "line_texts": list(note.line_texts)}
    connection.execute(sa.insert(table).values(**kept))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[FunderNote]:
    """The messages about the request at one funder, oldest first."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.made_at, table.c.id)
    )
    return [_record(row) for row in connection.execute(query)]


def open_about(connection: Connection, scope: Scope, decided_id: str) -> list[FunderNote]:
    """The open messages that one award led to."""
    condition = (table.c.decided_id == decided_id, table.c.state == NoteState.OPEN.value)
    query = sa.select(table).where(*condition, scope.limits(table.c.place_id)).order_by(table.c.id)
    return [_record(row) for row in connection.execute(query)]


def get(connection: Connection, scope: Scope, application_id: str, note_id: str) -> FunderNote:
    """One message of an application. Raises NotFound when it is not there or out of reach."""
    if is_id(note_id):
        condition = (table.c.id == note_id, table.c.application_id == application_id, scope.limits(table.c.place_id))
        row = connection.execute(sa.select(table).where(*condition)).one_or_none()
        if row is not None:
            return _record(row)
    raise NotFound(_("Dit bericht is niet gevonden."))


def close(
    connection: Connection, scope: Scope, note: FunderNote, state: NoteState, at: datetime, by: str | None
) -> FunderNote:
    """Ends a message that is open. Raises Stale when somebody else was first."""
    after = replace(note, state=state, version=note.version + 1, closed_at=at, closed_by=by)
    condition = (
        table.c.id == note.id,
        table.c.version == note.version,
        table.c.state == NoteState.OPEN.value,
        scope.limits(table.c.place_id),
    )
    values = {"state": state.value, "version": after.version, "closed_at": at, "closed_by": by}
    if connection.execute(sa.update(table).where(*condition).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft dit bericht net afgehandeld."), note.version + 1)
    return after


def _record(row: sa.Row[Any]) -> FunderNote:
    kept = {field.name: getattr(row, field.name) for field in fields(FunderNote)}
    return FunderNote(**kept | {"state": NoteState(row.state), "line_texts": tuple(row.line_texts)})
