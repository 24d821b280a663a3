"""The told-once ledger of needs: what new versions of sources mean for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.inserting import insert_new
from services.matcher.storage.tables import need_consequence as table
from shared.access.scope import Scope

WAITING, TOLD, SILENT = "waiting", "told", "silent"


@dataclass(frozen=True)
class NeedConsequence:
    """One consequence of one version of a source for a need. `facts` fill its sentence.

    `state` is waiting, told (in the message `event_id`) or silent: found, but nobody was told.
    """

    need_id: str
    source_id: str
    source_version: int
    kind: str
    place_id: str
    facts: Mapping[str, Any]
    found_at: datetime
    state: str = WAITING
    event_id: str | None = None


@dataclass(frozen=True)
class Recent:
    """How many consequences there are since some moment, and when the last was found."""

    number: int
    last_at: datetime | None


def keep_consequences(scope: Scope, connection: Connection, found: Sequence[NeedConsequence]) -> None:
    """Adds what is not in the ledger yet; what was kept before stays as it is."""
    insert_new(connection, table, [asdict(one) for one in found])


def needs_waiting(scope: Scope, connection: Connection, limit: int) -> list[str]:
    """Ids of needs whose team has still to be told something, in their order."""
    query = (
        sa.select(table.c.need_id)
        .where(table.c.state == WAITING, scope.limits(table.c.place_id))
        .distinct()
        .order_by(table.c.need_id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def settle(
    scope: Scope, connection: Connection, need_id: str, state: str, event_id: str | None
) -> list[NeedConsequence]:
    """Marks what waits for a need as told or silent and gives it back; nothing when another process was first."""
    change = (
        sa.update(table)
        .where(table.c.need_id == need_id, table.c.state == WAITING, scope.limits(table.c.place_id))
        .values(state=state, event_id=event_id)
        .returning(table)
    )
    rows = [NeedConsequence(**row) for row in connection.execute(change).mappings()]
    return sorted(rows, key=lambda row: (row.found_at, row.source_id, row.kind))


def consequences_of_need(
    scope: Scope, connection: Connection, need_id: str, *, start: int, limit: int
) -> list[NeedConsequence]:
    """What was found for a need, newest first, from the one at place `start`."""
    query = (
        sa.select(table)
        .where(table.c.need_id == need_id, scope.limits(table.c.place_id))
        .order_by(table.c.found_at.desc(), table.c.source_id, table.c.source_version.desc(), table.c.kind)
        .offset(start)
        .limit(limit)
    )
    return [NeedConsequence(**row) for row in connection.execute(query).mappings()]


def recent_of_need(scope: Scope, connection: Connection, need_id: str, since: datetime) -> Recent:
    """How much was found for a need since then."""
    query = sa.select(sa.func.count(), sa.func.max(table.c.found_at)).where(
        table.c.need_id == need_id, table.c.found_at >= since, scope.limits(table.c.place_id)
    )
    return Recent(*connection.execute(query).one())
