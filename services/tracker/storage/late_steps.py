"""Storage of what is told when a report is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.lateness import LateState, LateStep
from services.tracker.storage.tables import late_step as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

_PLANNED = table.c.state == LateState.PLANNED.value


def add(connection: Connection, scope: Scope, steps: Iterable[LateStep]) -> None:
    """Keeps steps to come. Raises NotFound for a place out of reach."""
    rows = [asdict(step) for step in steps]
    if not all(scope.reaches(row["place_id"]) for row in rows):
        raise NotFound(_("Deze plek is niet gevonden."))
    if rows:
        connection.execute(sa.insert(table), rows)


def of_report(connection: Connection, scope: Scope, report_id: str) -> list[LateStep]:
    """All steps of a report, in the order in which they come."""
    query = (
        sa.select(table)
        .where(table.c.report_id == report_id, scope.limits(table.c.place_id))
        .order_by(table.c.due_at, table.c.id)
    )
    return [_record(row) for row in connection.execute(query)]


def due(connection: Connection, scope: Scope, *, now: datetime, limit: int) -> list[LateStep]:
    """Steps whose moment has come, longest ago first."""
    query = (
        sa.select(table)
        .where(_PLANNED, table.c.due_at <= now, scope.limits(table.c.place_id))
        .order_by(table.c.due_at, table.c.due_on, table.c.days)
        .limit(limit)
    )
    return [_record(row) for row in connection.execute(query)]


def put_off(connection: Connection, scope: Scope, step_id: str, until: datetime) -> None:
    """Lets a step to come wait for a later moment."""
    condition = (table.c.id == step_id, _PLANNED, scope.limits(table.c.place_id))
    connection.execute(sa.update(table).where(*condition).values(due_at=until))


def close(
    connection: Connection, scope: Scope, step_id: str, state: LateState, reason: str | None, now: datetime
) -> bool:
    """Ends one step; False when it had ended already."""
    condition = (table.c.id == step_id, _PLANNED, scope.limits(table.c.place_id))
    return _end(connection, condition, state, reason, now) == 1


def close_of_report(connection: Connection, scope: Scope, report_id: str, reason: str, now: datetime) -> int:
    """Ends all steps to come of a report; returns how many."""
    condition = (table.c.report_id == report_id, _PLANNED, scope.limits(table.c.place_id))
    return _end(connection, condition, LateState.SUPPRESSED, reason, now)


def _end(
    connection: Connection,
    condition: Iterable[sa.ColumnElement[bool]],
    state: LateState,
    reason: str | None,
    now: datetime,
) -> int:
    values = {"state": state.value, "reason": reason, "closed_at": now}
    return connection.execute(sa.update(table).where(*condition).values(**values)).rowcount


def _record(row: sa.Row[Any]) -> LateStep:
    named = {field.name: getattr(row, field.name) for field in fields(LateStep)}
    return LateStep(**named | {"state": LateState(row.state)})
