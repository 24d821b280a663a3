"""Inserts that let the first one win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.plumbing.database import upsert


def insert_new(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Inserts the rows whose keys are new and leaves the others as they are.

    Returns the keys (the first column of the primary key) of those that were new. All rows name the same columns.
    Give rows that others may write at the same moment in the order of their keys: who waits for whom is then a line
    and never a ring.
    """
    if not rows:
        return []
    key = next(iter(table.primary_key))
    statement = upsert(connection, table).on_conflict_do_nothing().returning(key)
    return list(connection.execute(statement, list(rows)).scalars())
