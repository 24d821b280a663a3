"""Storage of what applications heard of changed sources: each change counts once for an application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.domain.source_news import KeptChange, SourceOutcome
from services.tracker.storage.tables import source_change as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, change: KeptChange) -> bool:
    """Keeps a change; False when the application heard of it before. Raises NotFound for a place out of reach."""
    if not scope.reaches(change.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(table).values(**_values(change)))
    except IntegrityError:
        return False
    return True


def was_heard(connection: Connection, scope: Scope, application_id: str, source_id: str, source_version: int) -> bool:
    """Whether the application heard of this version of its source, or of a newer one."""
    condition = (
        table.c.application_id == application_id,
        table.c.source_id == source_id,
        table.c.source_version >= source_version,
        scope.limits(table.c.place_id),
    )
    return connection.execute(sa.select(table.c.id).where(*condition).limit(1)).first() is not None


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[KeptChange]:
    """All that an application heard of its source, oldest first."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.source_version)
    )
    return [_record(row) for row in connection.execute(query)]


def open_proposal(connection: Connection, scope: Scope, application_id: str) -> KeptChange | None:
    """The newest date of the source that somebody still has to choose about; None when there is none."""
    query = (
        sa.select(table)
        .where(
            table.c.application_id == application_id,
            table.c.settled_at.is_(None),
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.source_version.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _record(row)


def mark_told(
    connection: Connection, scope: Scope, change: KeptChange, told_at: datetime, old_text: str | None
) -> None:
    """Writes down when people hear of it, and which date they knew before."""
    condition = (table.c.id == change.id, scope.limits(table.c.place_id))
    connection.execute(sa.update(table).where(*condition).values(told_at=told_at, old_text=old_text))


def unmark_told(connection: Connection, scope: Scope, application_id: str, now: datetime) -> None:
    """The messages that still waited were taken back."""
    condition = (
        table.c.application_id == application_id,
        table.c.told_at > now,
        scope.limits(table.c.place_id),
    )
    connection.execute(sa.update(table).where(*condition).values(told_at=None))


def first_untold(connection: Connection, scope: Scope, application_id: str, now: datetime) -> KeptChange | None:
    """The first change whose message still waits; None when everybody heard of all."""
    query = (
        sa.select(table)
        .where(
            table.c.application_id == application_id,
            table.c.told_at > now,
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.heard_at, table.c.source_version)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _record(row)


def settle(connection: Connection, scope: Scope, application_id: str, now: datetime) -> int:
    """Ends what was to choose about, because somebody chose or newer news came; returns how many."""
    condition = (
        table.c.application_id == application_id,
        table.c.settled_at.is_(None),
        scope.limits(table.c.place_id),
    )
    return connection.execute(sa.update(table).where(*condition).values(settled_at=now)).rowcount


def _values(change: KeptChange) -> dict[str, Any]:
    entered = change.entered
    return {name: getattr(change, name) for name in _PLAIN} | {
        "outcome": change.outcome.value,
        "local_date": entered.day if entered else None,
        "local_time": entered.at if entered else None,
        "basis": entered.basis.value if entered else None,
        "source_text": entered.source_text if entered else None,
    }


def _record(row: sa.Row[Any]) -> KeptChange:
    entered = None
    if row.local_date is not None:
        entered = Entered(row.local_date, Basis(row.basis), row.local_time, source_text=row.source_text)
    plain = {name: getattr(row, name) for name in _PLAIN}
    return KeptChange(**plain, outcome=SourceOutcome(row.outcome), entered=entered)


_PLAIN = (
    "id",
    "application_id",
    "place_id",
    "source_id",
    "source_version",
    "old_text",
    "sure",
    "fit",
    "starts_on",
    "earliest",
    "heard_at",
    "told_at",
    "settled_at",
)
