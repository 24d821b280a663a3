"""Storage of the dated copies of the source that an application was made from. Rows are added, never changed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.storage.tables import source_snapshot as table
from shared.access.scope import Scope
from shared.contracts.source_snapshot import SourceSnapshot
from shared.contracts.source_snapshot_json import from_json, to_json
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, application_id: str, snapshot: SourceSnapshot) -> None:
    """Keeps the copy with its application. Raises NotFound for a place out of reach."""
    if not scope.reaches(snapshot.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(
        sa.insert(table).values(
            id=new_id(),
            application_id=application_id,
            place_id=snapshot.place_id,
            source_id=snapshot.source_id,
            source_version=snapshot.source_version,
            taken_at=snapshot.taken_at,
            snapshot=to_json(snapshot),
        )
    )


def source_version(connection: Connection, scope: Scope, application_id: str) -> int:
    """The version of the source in the newest copy. Raises NotFound when the application is out of reach."""
    return int(_newest(connection, scope, application_id, table.c.source_version))


def of_application(connection: Connection, scope: Scope, application_id: str) -> SourceSnapshot:
    """The newest copy of an application. Raises NotFound when the application is out of reach."""
    return from_json(_newest(connection, scope, application_id, table.c.snapshot))


def of_sheet(connection: Connection, scope: Scope, application_id: str) -> SourceSnapshot | None:
    """What a sheet said of the source, for an application that came from one."""
    query = (
        sa.select(table.c.snapshot)
        .where(table.c.application_id == application_id, table.c.source_id == "", scope.limits(table.c.place_id))
        .order_by(table.c.taken_at, table.c.id)
        .limit(1)
    )
    kept = connection.execute(query).scalar()
    return None if kept is None else from_json(kept)


def _newest(connection: Connection, scope: Scope, application_id: str, column: sa.Column[Any]) -> Any:
    query = (
        sa.select(column)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.taken_at.desc(), table.c.id.desc())
        .limit(1)
    )
    kept = connection.execute(query).scalar()
    if kept is None:
        raise NotFound(_("Deze aanvraag is niet gevonden."))
    return kept
