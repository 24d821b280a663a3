"""Inserts that let the first one win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_new(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> int:
    """Inserts the rows whose keys are new and leaves the others as they are; returns how many were new."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return sum(connection.execute(insert(table).values(**row).on_conflict_do_nothing()).rowcount for row in rows)
