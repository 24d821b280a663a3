"""What a database holds of a person, as plain values for a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.own_data.holdings import Holding, Who, person_columns

Rows = list[dict[str, object]]


def collect(connection: Connection, holdings: Iterable[Holding], who: Who) -> dict[str, Rows]:
    """The rows by table; tables without any are left out. Of a mention: its key and in which role."""
    found: dict[str, Rows] = {}
    for held in holdings:
        rows = connection.execute(sa.select(held.table).where(held.where(who)).order_by(*held.table.primary_key))
        values = [_mention(held, row._mapping, who) if held.mention else _whole(held, row._mapping) for row in rows]
        known = found.get(held.table.name, [])
        if fresh := [value for value in values if value not in known]:
            found[held.table.name] = known + fresh
    return found


def _whole(held: Holding, row: Mapping[Any, Any]) -> dict[str, object]:
    return {name: _plain(value) for name, value in row.items() if name not in held.hidden}


def _mention(held: Holding, row: Mapping[Any, Any], who: Who) -> dict[str, object]:
    key = {column.name: _plain(row[column.name]) for column in held.table.primary_key}
    return key | {"you_are": [name for name in person_columns(held.table) if row[name] == who.id]}


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value
