"""Letting go of whole dossiers: which are old enough, and the rows of all tables that hang on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.states import State
from services.tracker.storage.tables import application, document, document_link, metadata, resubmission
from shared.access.scope import Scope

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Old(NamedTuple):
    """An application that did not change for long."""

    id: str
    place_id: str
    state: str
    changed_at: datetime


def old_applications(
    connection: Connection,
    scope: Scope,
    states: Collection[State],
    before: datetime,
    limit: int,
    *,
    not_before: datetime = LONG_AGO,
) -> list[Old]:
    """Applications in one of these states that last changed before the moment (and `not_before`), oldest first.

    One that a later application goes on from is left until that one is gone.
    """
    later = sa.exists().where(resubmission.c.former_id == application.c.id)
    query = (
        sa.select(application.c.id, application.c.place_id, application.c.state, application.c.updated_at)
        .where(
            application.c.state.in_(sorted(state.value for state in states)),
            application.c.updated_at < before,
            application.c.updated_at >= not_before,
            ~later,
            scope.limits(application.c.place_id),
        )
        .order_by(application.c.updated_at, application.c.id)
        .limit(limit)
    )
    return [Old(*row) for row in connection.execute(query)]


def forget(connection: Connection, scope: Scope, one: Old, now: datetime) -> bool:
    """Removes the application with all that hangs on it; False when it was gone already.

    Documents that only this application used count as removed now; the clock forgets their files a day later.
    """
    if not scope.reaches(one.place_id):
        return False
    _remove_documents(connection, one.id, now)
    for table in reversed(metadata.sorted_tables):
        columns = _columns_to_application(table)
        if columns:
            connection.execute(sa.delete(table).where(sa.or_(*(column == one.id for column in columns))))
    gone = sa.delete(application).where(application.c.id == one.id, application.c.state == one.state)
    return connection.execute(gone).rowcount == 1


def _columns_to_application(table: sa.Table) -> Sequence[sa.Column[object]]:
    return [key.parent for key in table.foreign_keys if key.column is application.c.id]


def _remove_documents(connection: Connection, application_id: str, now: datetime) -> None:
    used_here = sa.select(document_link.c.document_id).where(document_link.c.application_id == application_id)
    elsewhere = sa.exists().where(
        document_link.c.document_id == document.c.id, document_link.c.application_id != application_id
    )
    only_here = (document.c.id.in_(used_here), ~elsewhere, document.c.removed_at.is_(None))
    connection.execute(sa.update(document).where(*only_here).values(removed_at=now))
