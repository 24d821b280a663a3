"""Storage of what is known of files; their bytes are in the store (shared.uploads)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.documents.records import StoredFile
from services.tracker.storage.tables import document, document_link, document_version
from services.tracker.storage.tables import stored_file as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, file: StoredFile) -> None:
    """Keeps what is known of a file. Raises NotFound for a place out of reach."""
    if not scope.reaches(file.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(file)))


def by_ids(connection: Connection, scope: Scope, file_ids: Collection[str]) -> dict[str, StoredFile]:
    """Those of these files that are in reach, by id."""
    condition = (table.c.id.in_(sorted(file_ids)), scope.limits(table.c.place_id))
    return {row["id"]: StoredFile(**row) for row in connection.execute(sa.select(table).where(*condition)).mappings()}


def names_in_use(connection: Connection, names: Collection[str]) -> set[str]:
    """Which of these names of the store belong to a file that we know. For the clock: it looks over all places."""
    return set(connection.execute(sa.select(table.c.stored_as).where(table.c.stored_as.in_(sorted(names)))).scalars())


def of_removed(connection: Connection, scope: Scope, before: datetime, limit: int) -> list[StoredFile]:
    """Files of documents that were removed before the moment and that no application uses any more."""
    used = sa.exists().where(
        document_link.c.document_version_id == document_version.c.id, document_link.c.detached_at.is_(None)
    )
    query = (
        sa.select(table)
        .join(document_version, document_version.c.file_id == table.c.id)
        .join(document, document.c.id == document_version.c.document_id)
        .where(document.c.removed_at < before, ~used, scope.limits(table.c.place_id))
        .order_by(table.c.id)
        .limit(limit)
    )
    return [StoredFile(**row) for row in connection.execute(query).mappings()]


def forget(connection: Connection, scope: Scope, file_ids: Collection[str]) -> None:
    """Forgets files; the versions they belonged to stay, without a file."""
    ids = sorted(file_ids)
    versions = (document_version.c.file_id.in_(ids), scope.limits(document_version.c.place_id))
    connection.execute(sa.update(document_version).where(*versions).values(file_id=None))
    connection.execute(sa.delete(table).where(table.c.id.in_(ids), scope.limits(table.c.place_id)))


def made_by(connection: Connection, scope: Scope, person_id: str) -> list[StoredFile]:
    """The files in reach that this person sent in, oldest first."""
    condition = (table.c.made_by == person_id, scope.limits(table.c.place_id))
    query = sa.select(table).where(*condition).order_by(table.c.made_at, table.c.id)
    return [StoredFile(**row) for row in connection.execute(query).mappings()]
