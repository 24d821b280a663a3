"""Storage of tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application, Task
from services.tracker.domain.states import PREPARING, RESTING
from services.tracker.domain.tasks import LATER, NewTask, TaskKind
from services.tracker.storage.tables import application as application_table
from services.tracker.storage.tables import task as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id, new_id
from shared.plumbing.database import upsert
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, application: Application, tasks: Iterable[NewTask]) -> None:
    """Keeps tasks of an application that it does not have yet, in this order, behind those that are there."""
    if not scope.reaches(application.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    there = of_application(connection, scope, application.id)
    known = {(task.kind, task.code) for task in there}
    wanted = (task for task in tasks if (task.kind, task.code) not in known)
    rows = [_new_row(application, task, position) for position, task in enumerate(wanted, start=len(there))]
    if rows:
        connection.execute(sa.insert(table), rows)


def add_one(connection: Connection, scope: Scope, application: Application, task: NewTask) -> bool:
    """Keeps one task that the clock makes; False when it is there already, also by another clock just now."""
    if not scope.reaches(application.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    row = _new_row(application, task, len(of_application(connection, scope, application.id)))
    statement = upsert(connection, table).values(**row).on_conflict_do_nothing().returning(table.c.id)
    return connection.execute(statement).first() is not None


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Task]:
    """The tasks of an application in their order."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.position)
    )
    return [_record(row) for row in connection.execute(query)]


def get(connection: Connection, scope: Scope, application_id: str, task_id: str) -> Task:
    """One task of an application. Raises NotFound when it is not there or out of reach."""
    if is_id(task_id):
        condition = (table.c.id == task_id, table.c.application_id == application_id, scope.limits(table.c.place_id))
        row = connection.execute(sa.select(table).where(*condition)).one_or_none()
        if row is not None:
            return _record(row)
    raise NotFound(_("Deze taak is niet gevonden."))


def by_ids(connection: Connection, scope: Scope, task_ids: Collection[str]) -> list[Task]:
    """Those of these tasks that are in reach, by application and in their order."""
    condition = (table.c.id.in_(sorted(task_ids)), scope.limits(table.c.place_id))
    query = sa.select(table).where(*condition).order_by(table.c.application_id, table.c.position)
    return [_record(row) for row in connection.execute(query)]


def mark(connection: Connection, scope: Scope, task: Task, done_at: datetime | None, done_by: str | None) -> None:
    """Ticks a task off, or on again with None. Raises Stale when it was changed in between."""
    condition = (table.c.id == task.id, table.c.version == task.version, scope.limits(table.c.place_id))
    values = {"done_at": done_at, "done_by": done_by, "version": task.version + 1}
    if connection.execute(sa.update(table).where(*condition).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze taak net veranderd."))


def complete_kind(
    connection: Connection, scope: Scope, application_id: str, kind: TaskKind, done_at: datetime, done_by: str
) -> int:
    """Ticks off every open task of one kind; returns how many."""
    condition = (
        table.c.application_id == application_id,
        table.c.kind == kind.value,
        table.c.done_at.is_(None),
        scope.limits(table.c.place_id),
    )
    values = {"done_at": done_at, "done_by": done_by, "version": table.c.version + 1}
    return connection.execute(sa.update(table).where(*condition).values(**values)).rowcount


def add_own(connection: Connection, scope: Scope, task: Task) -> None:
    """Keeps a task that people made themselves. Raises NotFound for a place out of reach."""
    if not scope.reaches(task.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(task) | {"kind": task.kind.value}))


def change(connection: Connection, scope: Scope, before: Task, **values: Any) -> Task:
    """Writes new values over the version that `before` had. Raises Stale when it was changed in between."""
    condition = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    values["version"] = before.version + 1
    if connection.execute(sa.update(table).where(*condition).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze taak net veranderd."))
    return replace(before, **values)


def remove(connection: Connection, scope: Scope, task: Task) -> None:
    """Removes a task. Raises Stale when it was changed in between."""
    condition = (table.c.id == task.id, table.c.version == task.version, scope.limits(table.c.place_id))
    if connection.execute(sa.delete(table).where(*condition)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze taak net veranderd."))


def open_ones(
    connection: Connection, scope: Scope, limit: int, *, owner_id: str | None = None, place_id: str | None = None
) -> list[Task]:
    """The open tasks of one person or place (of all in reach without these), what is due first in front.

    The tasks that come with a source count only while the application is being prepared; those of LATER until nothing
    is waited for any more; people's own always do.
    """
    conditions = [table.c.done_at.is_(None), scope.limits(table.c.place_id)]
    preparing = application_table.c.state.in_([state.value for state in PREPARING])
    later = sa.and_(
        table.c.kind.in_([kind.value for kind in LATER]),
        application_table.c.state.not_in([state.value for state in RESTING]),
    )
    asking = sa.or_(preparing, later, table.c.kind == TaskKind.OWN.value)
    if owner_id is not None:
        conditions.append(table.c.owner_id == owner_id)
    if place_id is not None:
        conditions.append(table.c.place_id == place_id)
    far = sa.func.coalesce(table.c.due_on, date.max)
    query = (
        sa.select(table)
        .join(application_table, application_table.c.id == table.c.application_id)
        .where(asking, *conditions)
        .order_by(far, application_table.c.attention_at, application_table.c.id, table.c.position)
        .limit(limit)
    )
    return [_record(row) for row in connection.execute(query)]


def _new_row(application: Application, task: NewTask, position: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "application_id": application.id,
        "place_id": application.place_id,
        "kind": task.kind.value,
        "code": task.code,
        "position": position,
        "version": 1,
        "due_on": task.due_on,
    }


def _record(row: sa.Row[Any]) -> Task:
    return Task(
        id=row.id,
        application_id=row.application_id,
        place_id=row.place_id,
        kind=TaskKind(row.kind),
        code=row.code,
        position=row.position,
        version=row.version,
        done_at=row.done_at,
        done_by=row.done_by,
        owner_id=row.owner_id,
        due_on=row.due_on,
        due_chosen=row.due_chosen,
        text=row.text,
        note=row.note,
    )
