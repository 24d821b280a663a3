"""When each task of the ticker last did its work, kept where every process can read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.notifier.database_clock import database_now
from shared.notifier.tables import heartbeat
from shared.plumbing.database import upsert


def beat(connection: Connection, name: str, *, not_before: datetime | None = None) -> None:
    """Notes that something was done now, by the clock of the database; never earlier than `not_before`."""
    now = database_now(connection)
    values = {"at": max(now, not_before) if not_before else now}
    statement = upsert(connection, heartbeat).values(name=name, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def begin(connection: Connection, name: str) -> datetime:
    """Notes that something began now, unless it was noted before; the moment at which it did."""
    statement = upsert(connection, heartbeat).values(name=name, at=database_now(connection))
    connection.execute(statement.on_conflict_do_nothing(index_elements=["name"]))
    return last(connection)[name]


def last(connection: Connection) -> Mapping[str, datetime]:
    """The last moment of everything that was ever done."""
    return {row.name: row.at for row in connection.execute(sa.select(heartbeat))}


def forget(connection: Connection, name: str) -> None:
    """Takes a moment away."""
    connection.execute(sa.delete(heartbeat).where(heartbeat.c.name == name))
