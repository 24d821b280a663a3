"""Storage of which document goes with which application."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.documents.records import DocumentLink
from services.tracker.domain.states import State
from services.tracker.storage.tables import document_link as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, link: DocumentLink) -> None:
    """Keeps a link. Raises NotFound for a place out of reach."""
    if not scope.reaches(link.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(link) | {"attached_in": link.attached_in.value}))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[DocumentLink]:
    """What goes with an application, in the order in which it was attached."""
    return _found(connection, scope, table.c.application_id == application_id)


def of_documents(connection: Connection, scope: Scope, document_ids: Collection[str]) -> list[DocumentLink]:
    """Where these documents are used."""
    return _found(connection, scope, table.c.document_id.in_(sorted(document_ids)))


def get(connection: Connection, scope: Scope, application_id: str, link_id: str) -> DocumentLink:
    """One link of an application. Raises NotFound when it is not there, out of reach, or detached."""
    if is_id(link_id):
        found = _found(connection, scope, sa.and_(table.c.id == link_id, table.c.application_id == application_id))
        if found:
            return found[0]
    raise NotFound(_("Dit document hoort niet bij deze aanvraag."))


def detach(connection: Connection, scope: Scope, link_ids: Collection[str], at: datetime) -> None:
    """Takes documents off their applications."""
    condition = (table.c.id.in_(sorted(link_ids)), table.c.detached_at.is_(None), scope.limits(table.c.place_id))
    connection.execute(sa.update(table).where(*condition).values(detached_at=at))


def detached_at(connection: Connection, scope: Scope, document_id: str, moment: datetime) -> list[DocumentLink]:
    """The links of a document that ended at exactly this moment: those that its removal ended."""
    condition = (table.c.document_id == document_id, table.c.detached_at == moment, scope.limits(table.c.place_id))
    return [_record(row) for row in connection.execute(sa.select(table).where(*condition)).mappings()]


def attach_again(connection: Connection, scope: Scope, link_id: str) -> None:
    """Puts a link back that was ended."""
    condition = (table.c.id == link_id, scope.limits(table.c.place_id))
    connection.execute(sa.update(table).where(*condition).values(detached_at=None))


def _found(connection: Connection, scope: Scope, condition: sa.ColumnElement[bool]) -> list[DocumentLink]:
    query = sa.select(table).where(condition, table.c.detached_at.is_(None), scope.limits(table.c.place_id))
    return [_record(row) for row in connection.execute(query.order_by(table.c.attached_at, table.c.id)).mappings()]


def _record(row: sa.RowMapping) -> DocumentLink:
    values: dict[str, Any] = dict(row)
    return DocumentLink(**values | {"attached_in": State(values["attached_in"])})
