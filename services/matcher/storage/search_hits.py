"""The told-once ledger of saved searches: new versions of sources that a search finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.inserting import insert_new, insert_one
from services.matcher.storage.tables import saved_search as searches
from services.matcher.storage.tables import search_hit as table
from services.matcher.storage.tables import search_notice as notices
from shared.access.scope import Scope

WAITING, TOLD, SILENT = "waiting", "told", "silent"


@dataclass(frozen=True)
class SearchHit:
    """One consequence of one version of a source for a search. `facts` fill its sentence.

    `state` is waiting, told (in the message `event_id`) or silent: it only stands on the page.
    """

    search_id: str
    source_id: str
    source_version: int
    kind: str
    person_id: str
    facts: Mapping[str, Any]
    found_at: datetime
    state: str
    event_id: str | None = None


def keep_hits(scope: Scope, connection: Connection, hits: Sequence[SearchHit]) -> None:
    """Adds what is not in the ledger yet; what was kept before stays as it is."""
    insert_new(connection, table, [asdict(hit) for hit in hits])


def new_hits(scope: Scope, connection: Connection) -> list[SearchHit]:
    """What was found since its person last looked, newest first, over all searches within the scope."""
    query = (
        sa.select(table)
        .join(searches, searches.c.id == table.c.search_id)
        .where(_mine(scope), table.c.found_at > searches.c.looked_at, searches.c.deleted_at.is_(None))
        .order_by(table.c.found_at.desc(), table.c.source_id)
    )
    return [SearchHit(**row) for row in connection.execute(query).mappings()]


def people_waiting(scope: Scope, connection: Connection, day: date, limit: int) -> list[str]:
    """Ids of people who have still to be told something, and heard nothing of their searches on this day."""
    heard = sa.select(notices.c.person_id).where(notices.c.on_day == day)
    query = (
        sa.select(table.c.person_id)
        .where(table.c.state == WAITING, table.c.person_id.not_in(heard), _mine(scope))
        .distinct()
        .order_by(table.c.person_id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def take_day(scope: Scope, connection: Connection, person_id: str, day: date) -> bool:
    """Claims this person's one message of the day; False when it was claimed before.

    Of two processes at once the second waits here for the first to commit.
    """
    return insert_one(connection, notices, {"person_id": person_id, "on_day": day})


def settle_person(scope: Scope, connection: Connection, person_id: str, event_id: str) -> list[SearchHit]:
    """Marks what waits for a person as told in this message and gives it back, oldest first.

    A search may have been deleted or turned off while the watch was at it: what was found for it is silenced.
    """
    waiting = sa.and_(table.c.person_id == person_id, table.c.state == WAITING, _mine(scope))
    wanted = sa.select(searches.c.id).where(searches.c.alerts.is_(True), searches.c.deleted_at.is_(None))
    connection.execute(sa.update(table).where(waiting, table.c.search_id.not_in(wanted)).values(state=SILENT))
    change = sa.update(table).where(waiting).values(state=TOLD, event_id=event_id).returning(table)
    rows = [SearchHit(**row) for row in connection.execute(change).mappings()]
    return sorted(rows, key=lambda row: (row.found_at, row.source_id, row.kind))


def silence(scope: Scope, connection: Connection, search_id: str) -> None:
    """What waits for this search is told no more."""
    here = sa.and_(table.c.search_id == search_id, table.c.state == WAITING, _mine(scope))
    connection.execute(sa.update(table).where(here).values(state=SILENT))


def _mine(scope: Scope) -> sa.ColumnElement[bool]:
    return sa.true() if scope.everything else table.c.person_id == (scope.person_id or "")
