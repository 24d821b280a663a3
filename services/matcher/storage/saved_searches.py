"""Searches that people keep. Everybody reaches their own only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.tables import saved_search as table
from shared.access.scope import Scope
from shared.kernel.errors import Stale
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class SavedSearchRow:
    """A search as stored: `criteria` as SourceSearch gives them; `alerts`: whether its person wants messages."""

    id: str
    person_id: str
    version: int
    name: str
    criteria: Mapping[str, str]
    alerts: bool
    created_at: datetime
    looked_at: datetime
    deleted_at: datetime | None = None


def find_search(scope: Scope, connection: Connection, search_id: str) -> SavedSearchRow | None:
    """The search, also when it is deleted; None when there is none within the scope."""
    query = sa.select(table).where(table.c.id == search_id, _mine(scope))
    row = connection.execute(query).mappings().first()
    return None if row is None else SavedSearchRow(**row)


def searches_of(scope: Scope, connection: Connection) -> list[SavedSearchRow]:
    """The searches within the scope that are not deleted, newest first."""
    query = sa.select(table).where(table.c.deleted_at.is_(None), _mine(scope)).order_by(table.c.id.desc())
    return [SavedSearchRow(**row) for row in connection.execute(query).mappings()]


def searches_after(scope: Scope, connection: Connection, *, after: str, limit: int) -> list[SavedSearchRow]:
    """Searches within the scope that are not deleted, in the order of their ids, from behind id `after`."""
    query = (
        sa.select(table)
        .where(table.c.deleted_at.is_(None), table.c.id > after, _mine(scope))
        .order_by(table.c.id)
        .limit(limit)
    )
    return [SavedSearchRow(**row) for row in connection.execute(query).mappings()]


def insert_search(scope: Scope, connection: Connection, search: SavedSearchRow) -> None:
    """Keeps a new search."""
    connection.execute(sa.insert(table).values(**_row(search)))


def save_search(scope: Scope, connection: Connection, search: SavedSearchRow, *, expected: int) -> None:
    """Keeps a changed search when version `expected` still holds; else raises Stale with the version that does."""
    here = sa.and_(table.c.id == search.id, table.c.version == expected, _mine(scope))
    if connection.execute(sa.update(table).where(here).values(**_row(search))).rowcount == 1:
        return
    now = find_search(scope, connection, search.id)
    raise Stale(
        _("U hebt deze zoekvraag net op een andere plek veranderd. Bekijk hem opnieuw."), now.version if now else None
    )


def mark_looked(scope: Scope, connection: Connection, search_id: str, at: datetime) -> None:
    """Remembers that the person looked: what was found before is not new any more."""
    connection.execute(sa.update(table).where(table.c.id == search_id, _mine(scope)).values(looked_at=at))


def forget_deleted(scope: Scope, connection: Connection, before: datetime) -> int:
    """Removes searches that were deleted before this moment, with what was found for them; returns how many."""
    return connection.execute(sa.delete(table).where(table.c.deleted_at < before, _mine(scope))).rowcount


def _mine(scope: Scope) -> sa.ColumnElement[bool]:
    return sa.true() if scope.everything else table.c.person_id == (scope.person_id or "")


def _row(search: SavedSearchRow) -> dict[str, Any]:
    return {**asdict(search), "criteria": dict(search.criteria)}
