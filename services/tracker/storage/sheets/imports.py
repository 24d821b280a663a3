"""Storage of sheets that people brought: each is seen by who brought it and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.storage.tables import sheet_import as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

READ, APPLIED = "read", "applied"


@dataclass(frozen=True)
class SheetImport:
    """One sheet. `content` is as domain/sheets/content.py keeps it; `choices` what its owner said of it."""

    id: str
    owner_id: str
    file_name: str
    digest: str
    signature: str
    state: str
    version: int
    content: Mapping[str, Any] | None
    choices: Mapping[str, Any]
    created_at: datetime
    place_id: str | None = None
    counts: Mapping[str, int] | None = None
    applied_at: datetime | None = None


def add(connection: Connection, sheet: SheetImport) -> None:
    """Keeps a sheet of its owner."""
    connection.execute(sa.insert(table).values(**vars(sheet)))


def get(connection: Connection, scope: Scope, sheet_id: str) -> SheetImport:
    """The sheet of this person. Raises NotFound."""
    row = None
    if is_id(sheet_id):
        query = sa.select(table).where(table.c.id == sheet_id, table.c.owner_id == scope.person_id)
        row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound(_("Dit bestand is er niet (meer). Stuur het opnieuw."))
    return SheetImport(**row)


def applied_with(connection: Connection, scope: Scope, digest: str) -> SheetImport | None:
    """The newest sheet of this person with exactly this file that was taken over."""
    query = (
        sa.select(table)
        .where(table.c.owner_id == scope.person_id, table.c.digest == digest, table.c.state == APPLIED)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else SheetImport(**row)


def newest(connection: Connection, scope: Scope, limit: int) -> list[SheetImport]:
    """The last sheets of this person, without what is in them."""
    columns = [column for column in table.c if column.name != "content"]
    query = sa.select(*columns).where(table.c.owner_id == scope.person_id).order_by(table.c.id.desc()).limit(limit)
    return [SheetImport(content=None, **row) for row in connection.execute(query).mappings()]


def change(connection: Connection, before: SheetImport, **values: Any) -> SheetImport:
    """Writes new values over the version that `before` had. Raises Stale when it changed in between."""
    after = replace(before, version=before.version + 1, **values)
    condition = (table.c.id == before.id, table.c.version == before.version, table.c.state == before.state)
    if connection.execute(sa.update(table).where(*condition).values(**vars(after))).rowcount != 1:
        raise Stale(_("Dit bestand is intussen veranderd. Open het opnieuw."))
    return after


def forget_unused(connection: Connection, scope: Scope, before: datetime) -> None:
    """Removes what this person brought and did nothing with."""
    mine = (table.c.owner_id == scope.person_id, table.c.state == READ, table.c.created_at < before)
    connection.execute(sa.delete(table).where(*mine))
