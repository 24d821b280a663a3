"""Adding rows that may be there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_new(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds the rows whose primary key is not there yet; leaves the others as they are."""
    if rows:
        connection.execute(_insert(connection, table), [dict(row) for row in rows])


def insert_one(connection: Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Adds a row; False when its primary key was there already."""
    # RETURNING rather than the row count, which drivers do not report for an insert that may do nothing.
    statement = _insert(connection, table).values(**row).returning(*table.primary_key.columns)
    return connection.execute(statement).first() is not None


def _insert(connection: Connection, table: sa.Table) -> Any:
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()
