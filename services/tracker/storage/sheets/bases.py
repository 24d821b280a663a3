"""Storage of what stood in a row when it was last the same here: told by reference and version, or by its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.storage.tables import sheet_base as table
from shared.access.scope import Scope
from shared.kernel.ids import new_id
from shared.plumbing.database import upsert

_BATCH = 500


@dataclass(frozen=True)
class Base:
    """One row of a sheet as it was when application and sheet agreed: text by field."""

    application_id: str
    place_id: str
    row_key: str
    cells: Mapping[str, str]


def keep(connection: Connection, scope: Scope, some: Iterable[Base], now: datetime) -> None:
    """Keeps rows of places in reach; what was kept under the same key makes way."""
    rows = [
        {"id": new_id(), "kept_at": now, **vars(one), "cells": dict(one.cells)}
        for one in some
        if scope.reaches(one.place_id)
    ]
    insert = upsert(connection, table)
    newer = {name: insert.excluded[name] for name in ("application_id", "cells", "kept_at")}
    statement = insert.on_conflict_do_update(index_elements=["place_id", "row_key"], set_=newer)
    for start in range(0, len(rows), _BATCH):
        connection.execute(statement, rows[start : start + _BATCH])


def by_keys(connection: Connection, scope: Scope, row_keys: Iterable[str]) -> dict[tuple[str, str], Base]:
    """The rows with these keys at places in reach, by place and key."""
    keys = sorted(set(row_keys))
    found: dict[tuple[str, str], Base] = {}
    for start in range(0, len(keys), _BATCH):
        condition = table.c.row_key.in_(keys[start : start + _BATCH])
        for row in connection.execute(sa.select(table).where(condition, scope.limits(table.c.place_id))):
            found[row.place_id, row.row_key] = Base(row.application_id, row.place_id, row.row_key, row.cells)
    return found
