"""Events that one service keeps for another in a table of its own; here only how many the other one can't read."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

TABLE = "matcher_event"
"""The table in which the tracker keeps what the matcher must hear. Its `state` says how each stands."""

PARKED = "parked"
"""Refused by the receiver for what it is, such as an unknown version; offered again once a day."""

_kept = sa.table(TABLE, sa.column("state"))


def parked(connection: Connection) -> int:
    """How many events of this sender are parked; none for a sender that keeps none."""
    if not sa.inspect(connection).has_table(TABLE):
        return 0
    query = sa.select(sa.func.count()).select_from(_kept).where(_kept.c.state == PARKED)
    return connection.execute(query).scalar_one()
