"""Inserts that let the first one win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.plumbing.database import upsert


def insert_new(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> int:
    """Inserts the rows whose keys are new and leaves the others as they are; returns how many were new."""
    return sum(_insert(connection, table, row) for row in rows)


def _insert(connection: Connection, table: sa.Table, row: Mapping[str, object]) -> int:
    statement = upsert(connection, table).values(**row).on_conflict_do_nothing()
    # Without the option SQLAlchemy forgets the count of an INSERT on PostgreSQL (-1).
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount
