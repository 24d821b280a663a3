"""Storage of deadlines: one row per version, of which at most one is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, DeadlineState, Entered, Kind
from services.tracker.domain.records import Deadline
from services.tracker.storage.tables import application
from services.tracker.storage.tables import deadline as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.wording.texts import gettext as _

_OPEN = tuple(state.value for state in OPEN_DEADLINE)


def add(connection: Connection, scope: Scope, deadline: Deadline) -> None:
    """Keeps a version of a deadline. Raises NotFound for a place out of reach."""
    if not scope.reaches(deadline.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**_values(deadline)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Deadline]:
    """All versions of all deadlines of an application, oldest version first."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.id, table.c.version)
    )
    return [_record(row) for row in connection.execute(query)]


def closing_of(connection: Connection, scope: Scope, application_id: str) -> Deadline | None:
    """The newest version of the closing of an application; None when no date is known."""
    return newest_of(connection, scope, application_id, Kind.CLOSING)


def newest_of(
    connection: Connection, scope: Scope, application_id: str, kind: Kind, about_id: str | None = None
) -> Deadline | None:
    """The newest version of a deadline of this kind (for this record); None when no date is known."""
    query = (
        sa.select(table)
        .where(
            table.c.application_id == application_id,
            table.c.kind == kind.value,
            table.c.about_id.is_(None) if about_id is None else table.c.about_id == about_id,
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.made_at.desc(), table.c.version.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _record(row)


def set_state(connection: Connection, scope: Scope, deadline: Deadline, state: DeadlineState) -> None:
    """Moves this version to another state. Raises Stale when it left the state that it had."""
    condition = (
        table.c.id == deadline.id,
        table.c.version == deadline.version,
        table.c.state == deadline.state.value,
        scope.limits(table.c.place_id),
    )
    if connection.execute(sa.update(table).where(*condition).values(state=state.value)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze datum net veranderd."))


def passed(connection: Connection, scope: Scope, *, now: datetime, states: list[str], limit: int) -> list[str]:
    """Ids of applications in these states whose confirmed closing has passed, longest ago first."""
    query = (
        sa.select(table.c.application_id)
        .join(application, application.c.id == table.c.application_id)
        .where(
            table.c.state == DeadlineState.CONFIRMED.value,
            table.c.kind == Kind.CLOSING.value,
            table.c.closes_at <= now,
            application.c.state.in_(states),
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.closes_at)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def open_of(connection: Connection, scope: Scope, application_ids: list[str]) -> dict[str, Deadline]:
    """The open deadline of each of these applications, in one query."""
    query = sa.select(table).where(
        table.c.application_id.in_(application_ids), table.c.state.in_(_OPEN), scope.limits(table.c.place_id)
    )
    return {row.application_id: _record(row) for row in connection.execute(query)}


def _values(deadline: Deadline) -> dict[str, Any]:
    entered = deadline.entered
    return {name: getattr(deadline, name) for name in _PLAIN} | {
        "kind": deadline.kind.value,
        "state": deadline.state.value,
        "local_date": entered.day,
        "local_time": entered.at,
        "zone": entered.zone,
        "precision": entered.precision,
        "basis": entered.basis.value,
        "source_text": entered.source_text,
    }


def _record(row: sa.Row[Any]) -> Deadline:
    return Deadline(
        **{name: getattr(row, name) for name in _PLAIN},
        kind=Kind(row.kind),
        state=DeadlineState(row.state),
        entered=Entered(row.local_date, Basis(row.basis), row.local_time, row.zone, row.source_text),
    )


_PLAIN = (
    "id",
    "version",
    "application_id",
    "place_id",
    "closes_at",
    "plan_by",
    "last_day",
    "assumed",
    "told_by",
    "made_at",
    "about_id",
)
