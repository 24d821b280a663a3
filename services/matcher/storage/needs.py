"""Needs of places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.tables import need as table
from shared.access.scope import Scope
from shared.kernel.errors import Stale
from shared.plumbing.prepared import Prepared

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True)
class NeedRow:
    """A need as stored: `document` holds the fields of need.schema.json without id and place."""

    id: str
    place_id: str
    version: int
    state: str
    document: Mapping[str, Any]
    created_by: str
    created_at: datetime
    changed_at: datetime

    @property
    def title(self) -> str:
        """The name the place gave it."""
        return str(self.document["title"])


_NEED = Prepared(sa.select(table).where(table.c.id == sa.bindparam("need")))


def find_need(scope: Scope, connection: Connection, need_id: str) -> NeedRow | None:
    """The need, or None when it does not exist or lies outside the scope."""
    row = _NEED.first(connection, need=need_id)
    return NeedRow(**row._asdict()) if row and scope.reaches(row.place_id) else None


def needs_of_places(
    scope: Scope,
    connection: Connection,
    place_ids: Iterable[str],
    *,
    state: str | None = None,
    before: str | None = None,
    limit: int = 100,
) -> list[NeedRow]:
    """Needs of these places within the scope, newest first; `before` is the id of the last one already seen."""
    query = sa.select(table).where(table.c.place_id.in_(list(place_ids)), scope.limits(table.c.place_id))
    if state:
        query = query.where(table.c.state == state)
    if before:
        query = query.where(table.c.id < before)  # ids sort by the moment they were made
    rows = connection.execute(query.order_by(table.c.id.desc()).limit(limit)).mappings()
    return [NeedRow(**row) for row in rows]


def first_needs_of_places(scope: Scope, connection: Connection, place_ids: Iterable[str], limit: int) -> list[NeedRow]:
    """The first needs that these places ever told, open or closed, oldest first."""
    query = sa.select(table).where(table.c.place_id.in_(list(place_ids)), scope.limits(table.c.place_id))
    rows = connection.execute(query.order_by(table.c.id).limit(limit)).mappings()
    return [NeedRow(**row) for row in rows]


def open_needs(scope: Scope, connection: Connection, *, after: str = "", limit: int) -> list[NeedRow]:
    """Open needs within the scope in the order of their ids, from behind id `after`."""
    query = (
        sa.select(table)
        .where(table.c.state == OPEN, table.c.id > after, scope.limits(table.c.place_id))
        .order_by(table.c.id)
        .limit(limit)
    )
    return [NeedRow(**row) for row in connection.execute(query).mappings()]


def insert_need(scope: Scope, connection: Connection, need: NeedRow) -> None:
    """Keeps a new need."""
    connection.execute(sa.insert(table).values(**_row(need)))


def save_need(scope: Scope, connection: Connection, need: NeedRow, *, expected: int) -> None:
    """Keeps a changed need when version `expected` still holds; else raises Stale with the version that does."""
    here = sa.and_(table.c.id == need.id, table.c.version == expected, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(here).values(**_row(need))).rowcount == 1:
        return
    now = find_need(scope, connection, need.id)
    raise Stale(
        "Iemand anders heeft deze vraag net veranderd. Bekijk de nieuwe gegevens en vul uw verandering opnieuw in.",
        current=now.version if now else None,
        changes=_differences(now, need),
    )


def _differences(now: NeedRow | None, mine: NeedRow) -> dict[str, object]:
    if now is None:
        return {}
    fields = {*now.document, *mine.document}
    return {
        name: now.document.get(name) for name in sorted(fields) if now.document.get(name) != mine.document.get(name)
    }


def _row(need: NeedRow) -> dict[str, Any]:
    return {
        "id": need.id,
        "place_id": need.place_id,
        "version": need.version,
        "state": need.state,
        "document": dict(need.document),
        "created_by": need.created_by,
        "created_at": need.created_at,
        "changed_at": need.changed_at,
    }
