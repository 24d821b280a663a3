"""Storage of reminders: rows that are due, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Deadline, KeptReminder
from services.tracker.domain.reminders import Reminder, ReminderState
from services.tracker.storage.tables import reminder as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, deadline: Deadline, reminders: Iterable[Reminder], now: datetime) -> None:
    """Keeps the reminders of one version of a deadline. Raises NotFound for a place out of reach."""
    if not scope.reaches(deadline.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    rows = [
        {
            "id": new_id(),
            "deadline_id": deadline.id,
            "deadline_version": deadline.version,
            "application_id": deadline.application_id,
            "place_id": deadline.place_id,
            "offset_days": reminder.offset_days,
            "due_at": reminder.due_at,
            "useful_until": reminder.useful_until,
            "state": reminder.state.value,
            "reason": reminder.reason,
            "closed_at": None if reminder.state is ReminderState.PLANNED else now,
        }
        for reminder in reminders
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[KeptReminder]:
    """All reminders of an application, in the order in which they are due."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.due_at, table.c.deadline_version)
    )
    return [_record(row) for row in connection.execute(query)]


def due(connection: Connection, scope: Scope, *, now: datetime, limit: int) -> list[KeptReminder]:
    """Planned reminders whose moment has come, longest ago first.

    On PostgreSQL the rows are locked and those that another process holds are passed over; on SQLite a write
    transaction has the database for itself.
    """
    query = (
        sa.select(table)
        .where(table.c.state == ReminderState.PLANNED.value, table.c.due_at <= now, scope.limits(table.c.place_id))
        .order_by(table.c.due_at, table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_record(row) for row in connection.execute(query)]


def any_due(connection: Connection, scope: Scope, *, now: datetime) -> bool:
    """Whether there is a planned reminder whose moment has come."""
    condition = (table.c.state == ReminderState.PLANNED.value, table.c.due_at <= now, scope.limits(table.c.place_id))
    return connection.execute(sa.select(table.c.id).where(*condition).limit(1)).first() is not None


def close(
    connection: Connection, scope: Scope, reminder_id: str, state: ReminderState, reason: str | None, now: datetime
) -> bool:
    """Ends one planned reminder; False when it had ended already."""
    condition = (
        table.c.id == reminder_id,
        table.c.state == ReminderState.PLANNED.value,
        scope.limits(table.c.place_id),
    )
    values = {"state": state.value, "reason": reason, "closed_at": now}
    return connection.execute(sa.update(table).where(*condition).values(**values)).rowcount == 1


def close_of(
    connection: Connection, scope: Scope, deadline: Deadline, state: ReminderState, reason: str, now: datetime
) -> int:
    """Ends all planned reminders of one version of a deadline; returns how many."""
    condition = (
        table.c.deadline_id == deadline.id,
        table.c.deadline_version == deadline.version,
        table.c.state == ReminderState.PLANNED.value,
        scope.limits(table.c.place_id),
    )
    values = {"state": state.value, "reason": reason, "closed_at": now}
    return connection.execute(sa.update(table).where(*condition).values(**values)).rowcount


def close_all(
    connection: Connection, scope: Scope, application_id: str, state: ReminderState, reason: str, now: datetime
) -> int:
    """Ends all planned reminders of an application; returns how many."""
    condition = (
        table.c.application_id == application_id,
        table.c.state == ReminderState.PLANNED.value,
        scope.limits(table.c.place_id),
    )
    values = {"state": state.value, "reason": reason, "closed_at": now}
    return connection.execute(sa.update(table).where(*condition).values(**values)).rowcount


def _record(row: sa.Row[Any]) -> KeptReminder:
    return KeptReminder(
        id=row.id,
        deadline_id=row.deadline_id,
        deadline_version=row.deadline_version,
        application_id=row.application_id,
        place_id=row.place_id,
        offset_days=row.offset_days,
        due_at=row.due_at,
        useful_until=row.useful_until,
        state=ReminderState(row.state),
        reason=row.reason,
        closed_at=row.closed_at,
    )
