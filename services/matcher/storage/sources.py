"""Sources: the version that holds now, and every version before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.counters import raise_counter
from services.matcher.storage.tables import source as table
from services.matcher.storage.tables import source_version as versions
from shared.access.scope import Scope

COUNTER = "source"
LISTED, DROPPED = "listed", "dropped"


@dataclass(frozen=True)
class SourceRow:
    """A source as stored: `document` is a record of catalogue.schema.json, `listing` is listed or dropped."""

    id: str
    version: int
    change_seq: int
    listing: str
    document: Mapping[str, Any]
    digest: str
    loaded_at: datetime


@dataclass(frozen=True)
class SourceChange:
    """A new version to keep: what it becomes, and each field that differs as {field, before, after}."""

    id: str
    version: int
    listing: str
    document: Mapping[str, Any]
    digest: str
    changes: Sequence[Mapping[str, Any]]


def take_turn(scope: Scope, connection: Connection) -> None:
    """Waits until nobody else writes sources, and keeps others waiting until this transaction ends."""
    raise_counter(connection, COUNTER, 0)


def changed_since(scope: Scope, connection: Connection, change_seq: int) -> list[SourceRow]:
    """Sources that changed after this number, in the order of their changes; published sources are public."""
    query = sa.select(table).where(table.c.change_seq > change_seq).order_by(table.c.change_seq)
    return [SourceRow(**row) for row in connection.execute(query).mappings()]


def digests(scope: Scope, connection: Connection) -> dict[str, tuple[int, str, str]]:
    """Version, digest and listing per source id: what a load compares with."""
    query = sa.select(table.c.id, table.c.version, table.c.digest, table.c.listing)
    return {row.id: (row.version, row.digest, row.listing) for row in connection.execute(query)}


def documents(scope: Scope, connection: Connection, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The stored record per id."""
    query = sa.select(table.c.id, table.c.document).where(table.c.id.in_(list(ids)))
    return {row.id: row.document for row in connection.execute(query)}


def keep_versions(
    scope: Scope, connection: Connection, changes: Sequence[SourceChange], *, changed_by: str, at: datetime
) -> None:
    """Writes new versions: the row that holds now, and the history beside it. `changed_by` is a person id or `file`."""
    if not changes:
        return
    last = raise_counter(connection, COUNTER, len(changes))
    numbered = list(enumerate(changes, start=last - len(changes) + 1))
    new = [_row(change, number, at) for number, change in numbered if change.version == 1]
    if new:
        connection.execute(sa.insert(table), new)
    for number, change in numbered:
        if change.version > 1:
            connection.execute(sa.update(table).where(table.c.id == change.id).values(**_row(change, number, at)))
    connection.execute(sa.insert(versions), [_version_row(change, changed_by, at) for change in changes])


def history(scope: Scope, connection: Connection, source_id: str) -> list[Mapping[str, Any]]:
    """Every version of one source, newest first: version, listing, changes, changed_by, changed_at."""
    query = sa.select(versions).where(versions.c.source_id == source_id).order_by(versions.c.version.desc())
    return [dict(row) for row in connection.execute(query).mappings()]


def _row(change: SourceChange, number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": change.id,
        "version": change.version,
        "change_seq": number,
        "listing": change.listing,
        "document": dict(change.document),
        "digest": change.digest,
        "loaded_at": at,
    }


def _version_row(change: SourceChange, changed_by: str, at: datetime) -> dict[str, Any]:
    return {
        "source_id": change.id,
        "version": change.version,
        "listing": change.listing,
        "document": dict(change.document),
        "changes": [dict(item) for item in change.changes],
        "changed_by": changed_by,
        "changed_at": at,
    }
