"""Files that coordinators bring into the catalogue: shown first, then applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.tables import catalogue_import as table
from shared.access.scope import Scope

SHOWN, APPLIED = "shown", "applied"


@dataclass(frozen=True)
class ImportRow:
    """One file. `records` until it is applied, then `plan`: what it did, as a row per source that it touched."""

    id: str
    file_name: str
    state: str
    records: Sequence[Mapping[str, Any]] | None
    plan: Sequence[Mapping[str, Any]] | None
    counts: Mapping[str, int]
    created_by: str | None
    created_at: datetime
    applied_at: datetime | None = None


def keep_import(scope: Scope, connection: Connection, row: ImportRow) -> None:
    """Remembers a file."""
    connection.execute(sa.insert(table).values(**asdict(row)))


def find_import(scope: Scope, connection: Connection, import_id: str) -> ImportRow | None:
    """One file, None when there is none with this id."""
    row = connection.execute(sa.select(table).where(table.c.id == import_id)).mappings().first()
    return None if row is None else ImportRow(**row)


def imports(scope: Scope, connection: Connection, *, start: int, limit: int) -> list[ImportRow]:
    """Files, newest first, without their records."""
    columns = [column for column in table.c if column.name not in ("records", "plan")]
    query = sa.select(*columns).order_by(table.c.created_at.desc(), table.c.id.desc()).offset(start).limit(limit)
    return [ImportRow(**row, records=None, plan=None) for row in connection.execute(query).mappings()]


def apply_import(
    scope: Scope,
    connection: Connection,
    import_id: str,
    *,
    plan: Sequence[Mapping[str, Any]],
    counts: Mapping[str, int],
    at: datetime,
) -> None:
    """Marks a file as applied and lets go of its records."""
    values = {"state": APPLIED, "records": None, "plan": list(plan), "counts": dict(counts), "applied_at": at}
    connection.execute(sa.update(table).where(table.c.id == import_id, table.c.state == SHOWN).values(**values))


def forget_shown(scope: Scope, connection: Connection, before: datetime) -> None:
    """Removes files that were shown before this moment and never applied."""
    connection.execute(sa.delete(table).where(table.c.state == SHOWN, table.c.created_at < before))
