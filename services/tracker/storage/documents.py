"""Storage of documents and their versions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.documents.records import Document, DocumentVersion
from services.tracker.storage.tables import document as table
from services.tracker.storage.tables import document_version as versions
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, document: Document) -> None:
    """Keeps a new document. Raises NotFound for a place out of reach."""
    if not scope.reaches(document.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(document)))


def add_version(connection: Connection, scope: Scope, version: DocumentVersion) -> None:
    """Keeps a version. Raises NotFound for a place out of reach."""
    if not scope.reaches(version.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(versions).values(**asdict(version)))


def get(connection: Connection, scope: Scope, document_id: str) -> Document:
    """The document, also a removed one. Raises NotFound when it is not there or out of reach."""
    if is_id(document_id):
        query = sa.select(table).where(table.c.id == document_id, scope.limits(table.c.place_id))
        row = connection.execute(query).mappings().one_or_none()
        if row is not None:
            return Document(**row)
    raise NotFound(_("Dit document is niet gevonden."))


def change(connection: Connection, scope: Scope, before: Document, **values: Any) -> Document:
    """Writes new values over the version that `before` had. Raises Stale when somebody else was first."""
    condition = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    values["version"] = before.version + 1
    if connection.execute(sa.update(table).where(*condition).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft dit document net veranderd. Kijk eerst wat er nu staat."))
    return replace(before, **values)


def of_place(connection: Connection, scope: Scope, place_id: str) -> list[Document]:
    """The documents of a place, without the removed ones, by title."""
    condition = (table.c.place_id == place_id, table.c.removed_at.is_(None), scope.limits(table.c.place_id))
    rows = connection.execute(sa.select(table).where(*condition).order_by(table.c.title, table.c.id)).mappings()
    return [Document(**row) for row in rows]


def removed_since(connection: Connection, scope: Scope, place_id: str, since: datetime) -> list[Document]:
    """What was removed from a place so lately that it can be had back, newest first."""
    condition = (table.c.place_id == place_id, table.c.removed_at >= since, scope.limits(table.c.place_id))
    rows = connection.execute(sa.select(table).where(*condition).order_by(table.c.removed_at.desc())).mappings()
    return [Document(**row) for row in rows]


def by_ids(connection: Connection, scope: Scope, document_ids: Collection[str]) -> dict[str, Document]:
    """Those of these documents that are in reach, by id."""
    condition = (table.c.id.in_(sorted(document_ids)), scope.limits(table.c.place_id))
    return {row["id"]: Document(**row) for row in connection.execute(sa.select(table).where(*condition)).mappings()}


def versions_of(
    connection: Connection, scope: Scope, document_ids: Collection[str]
) -> dict[str, list[DocumentVersion]]:
    """The versions of these documents, newest first, by the id of the document; one query."""
    condition = (versions.c.document_id.in_(sorted(document_ids)), scope.limits(versions.c.place_id))
    found: dict[str, list[DocumentVersion]] = {}
    query = sa.select(versions).where(*condition).order_by(versions.c.number.desc())
    for row in connection.execute(query).mappings():
        found.setdefault(row["document_id"], []).append(DocumentVersion(**row))
    return found


def date_version(connection: Connection, scope: Scope, version: DocumentVersion) -> None:
    """Writes the date on the paper of a version."""
    condition = (versions.c.id == version.id, scope.limits(versions.c.place_id))
    connection.execute(sa.update(versions).where(*condition).values(issued_on=version.issued_on))
