"""Sources: the version that holds now, and every version before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.domain.care.held_fields import Setter, VersionNote, setter_of
from services.matcher.storage.counters import raise_counter, read_counter
from services.matcher.storage.tables import source as table
from services.matcher.storage.tables import source_check as checks
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


@dataclass(frozen=True)
class SourceStep:
    """What happened to one source between two change numbers: what held before (None: not there) and what holds after.

    None also stands for a source that was, or is, dropped from the catalogue; but one that was merged lived on as
    another, so its record holds before it is unmerged. `version` and `changed_at` are of the newest change.
    `is_new`: the catalogue never held it before.
    """

    id: str
    version: int
    changed_at: datetime
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    is_new: bool


def newest_change(scope: Scope, connection: Connection) -> int:
    """The number of the newest change of any source."""
    return read_counter(connection, COUNTER)


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


def find(scope: Scope, connection: Connection, source_id: str) -> SourceRow | None:
    """The source as it stands in this transaction; None when the catalogue never held it."""
    row = connection.execute(sa.select(table).where(table.c.id == source_id)).mappings().first()
    return None if row is None else SourceRow(**row)


def keep_versions(
    scope: Scope, connection: Connection, changes: Sequence[SourceChange], *, changed_by: str, at: datetime
) -> None:
    """Writes new versions: the row that holds now, and the history beside it.

    `changed_by` is a person id, `file` for the shipped files, or `import` with the id of who brought it (`import:…`).
    """
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
    rows = [_version_row(change, number, changed_by, at) for number, change in numbered]
    connection.execute(sa.insert(versions), rows)


def history(scope: Scope, connection: Connection, source_id: str) -> list[Mapping[str, Any]]:
    """Every version of one source, newest first: version, listing, changes, changed_by, changed_at."""
    query = sa.select(versions).where(versions.c.source_id == source_id).order_by(versions.c.version.desc())
    return [dict(row) for row in connection.execute(query).mappings()]


def steps_between(scope: Scope, connection: Connection, after: int, up_to: int) -> list[SourceStep]:
    """The sources that changed after number `after` up to and with `up_to`, each as one step, by id."""
    inside = sa.and_(versions.c.change_seq > after, versions.c.change_seq <= up_to)
    first, last = sa.func.min(versions.c.version).label("first"), sa.func.max(versions.c.version).label("last")
    touched = (
        sa.select(versions.c.source_id, first, last).where(inside).group_by(versions.c.source_id).subquery("touched")
    )
    old, new = versions.alias("old"), versions.alias("new")
    query = (
        sa.select(new, *(old.c[name].label(f"old_{name}") for name in ("listing", "document", "changed_by")))
        .add_columns(touched.c.first)
        .join(touched, sa.and_(new.c.source_id == touched.c.source_id, new.c.version == touched.c.last))
        .outerjoin(old, sa.and_(old.c.source_id == touched.c.source_id, old.c.version == touched.c.first - 1))
        .order_by(new.c.source_id)
    )
    return [
        SourceStep(
            id=row["source_id"],
            version=row["version"],
            changed_at=row["changed_at"],
            before=row["old_document"] if row["old_listing"] == LISTED or _was_merged(row) else None,
            after=row["document"] if row["listing"] == LISTED else None,
            is_new=row["first"] == 1,
        )
        for row in connection.execute(query).mappings()
    ]


def _was_merged(row: sa.RowMapping) -> bool:
    """Whether it was a person who took it out of the list: only merging does so, other things leave with their file."""
    return row["old_listing"] == DROPPED and setter_of(row["old_changed_by"]) is Setter.PERSON


def document_of(scope: Scope, connection: Connection, source_id: str, version: int) -> Mapping[str, Any] | None:
    """The record as it was in one version; None when there is no such version."""
    found = (versions.c.source_id == source_id, versions.c.version == version)
    document: Mapping[str, Any] | None = connection.execute(sa.select(versions.c.document).where(*found)).scalar()
    return document


def version_notes(scope: Scope, connection: Connection, ids: Iterable[str]) -> dict[str, list[VersionNote]]:
    """Who changed which fields in each version of these sources, oldest first.

    An answer of a giver tells of the status, also when it only confirmed it. One that was taken back tells of nothing:
    its version and the version that took it back are left out.
    """
    was_undone = sa.and_(checks.c.undone_at.is_not(None), versions.c.version == checks.c.version_after + 1)
    of_answer = sa.and_(
        checks.c.source_id == versions.c.source_id,
        checks.c.version_after > checks.c.version_before,
        sa.or_(versions.c.version == checks.c.version_after, was_undone),
    )
    columns = (versions.c.source_id, versions.c.version, versions.c.changed_by, versions.c.changes)
    query = (
        sa.select(*columns, checks.c.id.label("check_id"))
        .outerjoin(checks, of_answer)
        .where(versions.c.source_id.in_(list(ids)), checks.c.undone_at.is_(None))
        .order_by(versions.c.version)
    )
    found: dict[str, list[VersionNote]] = {}
    for row in connection.execute(query):
        fields = dict.fromkeys([*(change["field"] for change in row.changes), *(["status"] if row.check_id else [])])
        found.setdefault(row.source_id, []).append(VersionNote(row.version, row.changed_by, tuple(fields)))
    return found


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


def _version_row(change: SourceChange, number: int, changed_by: str, at: datetime) -> dict[str, Any]:
    return {
        "source_id": change.id,
        "version": change.version,
        "listing": change.listing,
        "document": dict(change.document),
        "changes": [dict(item) for item in change.changes],
        "changed_by": changed_by,
        "changed_at": at,
        "change_seq": number,
    }
