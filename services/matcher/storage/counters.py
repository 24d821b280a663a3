"""Numbers that rise with every change and become visible in their order."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.tables import change_counter as table
from shared.plumbing.prepared import Prepared

_ALL = Prepared(sa.select(table.c.name, table.c.value))


def read_counters(connection: Connection) -> dict[str, int]:
    """The number of the newest change per counter."""
    return {row.name: row.value for row in _ALL.all(connection)}


def read_counter(connection: Connection, name: str) -> int:
    """The number of the newest change; 0 before the first."""
    return read_counters(connection).get(name, 0)


def raise_counter(connection: Connection, name: str, by: int = 1) -> int:
    """Takes the next `by` numbers and returns the last of them.

    The row stays locked until the transaction ends: whoever takes higher numbers commits later, so a reader that saw a
    number has seen all lower ones too. The migration puts the rows there.
    """
    raised = sa.update(table).where(table.c.name == name).values(value=table.c.value + by).returning(table.c.value)
    return int(connection.execute(raised).scalar_one())
