"""What givers answered to "is it still open?"; published, like the sources themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.domain.care.checking import Heard
from services.matcher.storage.tables import source_check as table
from shared.access.scope import Scope


@dataclass(frozen=True)
class SourceCheck:
    """One answer. `version_before` and `version_after` are those of the source; equal when nothing changed by it."""

    id: str
    source_id: str
    heard: Heard
    told_on: date
    until: date | None
    note: str
    via: str | None
    checked_by: str
    checked_at: datetime
    version_before: int
    version_after: int
    undone_by: str | None = None
    undone_at: datetime | None = None


def add(scope: Scope, connection: Connection, check: SourceCheck) -> None:
    """Keeps an answer. Raises IntegrityError when its id was used before."""
    connection.execute(sa.insert(table).values(**{**asdict(check), "heard": check.heard.value}))


def find(scope: Scope, connection: Connection, check_id: str) -> SourceCheck | None:
    """The answer with this id."""
    row = connection.execute(sa.select(table).where(table.c.id == check_id)).first()
    return None if row is None else _read(row)


def of_source(scope: Scope, connection: Connection, source_id: str, *, limit: int = 20) -> list[SourceCheck]:
    """The answers about one source, newest first."""
    return _newest(connection, table.c.source_id == source_id, limit=limit)


def newest_of_person(scope: Scope, connection: Connection, since: datetime, *, limit: int) -> list[SourceCheck]:
    """What the person of the scope wrote down since a moment and did not take back, newest first."""
    own = (table.c.checked_by == scope.person_id, table.c.checked_at >= since, table.c.undone_at.is_(None))
    return _newest(connection, *own, limit=limit)


def not_reached_since(scope: Scope, connection: Connection, since: datetime) -> frozenset[str]:
    """The sources whose giver was called in vain since a moment."""
    in_vain = (table.c.heard == Heard.NOT_REACHED.value, table.c.checked_at >= since, table.c.undone_at.is_(None))
    return frozenset(connection.execute(sa.select(table.c.source_id).where(*in_vain)).scalars())


def of_versions(scope: Scope, connection: Connection, source_id: str, versions: Iterable[int]) -> dict[int, Heard]:
    """Which of these versions of a source came of an answer, and of which."""
    query = sa.select(table.c.version_after, table.c.heard).where(
        table.c.source_id == source_id,
        table.c.version_after.in_(sorted(versions)),
        table.c.version_after > table.c.version_before,
    )
    return {row.version_after: Heard(row.heard) for row in connection.execute(query)}


def undo(scope: Scope, connection: Connection, check_id: str, *, person_id: str, at: datetime) -> bool:
    """Marks an answer as taken back; False when it was already."""
    still = (table.c.id == check_id, table.c.undone_at.is_(None))
    return connection.execute(sa.update(table).where(*still).values(undone_by=person_id, undone_at=at)).rowcount == 1


def _newest(connection: Connection, *conditions: sa.ColumnElement[bool], limit: int) -> list[SourceCheck]:
    query = sa.select(table).where(*conditions).order_by(table.c.checked_at.desc(), table.c.id.desc()).limit(limit)
    return [_read(row) for row in connection.execute(query)]


def _read(row: sa.Row[tuple[object, ...]]) -> SourceCheck:
    values = dict(row._mapping)
    return SourceCheck(**{**values, "heard": Heard(values["heard"])})
