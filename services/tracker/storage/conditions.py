"""Storage of the conditions of an award; each change compares the version first."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.life import Condition
from services.tracker.storage.tables import award_condition as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

_NAMES = [field.name for field in fields(Condition)]


def add(connection: Connection, scope: Scope, condition: Condition) -> None:
    """Keeps a condition. Raises NotFound for a place out of reach."""
    if not scope.reaches(condition.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(condition)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Condition]:
    """The conditions of an application, in the order in which they were entered."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.recorded_at, table.c.id)
    )
    return [_record(row) for row in connection.execute(query)]


def get(connection: Connection, scope: Scope, application_id: str, condition_id: str) -> Condition:
    """One condition of an application. Raises NotFound when it is not there or out of reach."""
    if is_id(condition_id):
        here = (table.c.id == condition_id, table.c.application_id == application_id, scope.limits(table.c.place_id))
        row = connection.execute(sa.select(table).where(*here)).one_or_none()
        if row is not None:
            return _record(row)
    raise NotFound(_("Deze voorwaarde is niet gevonden."))


def meet(
    connection: Connection, scope: Scope, condition: Condition, *, met_on: date, note: str, met_by: str
) -> Condition:
    """Writes down that it was met. Raises Stale when somebody did so before."""
    after = replace(condition, version=condition.version + 1, met_on=met_on, met_note=note, met_by=met_by)
    here = (table.c.id == condition.id, table.c.version == condition.version, scope.limits(table.c.place_id))
    values = {"version": after.version, "met_on": met_on, "met_note": note, "met_by": met_by}
    if connection.execute(sa.update(table).where(*here).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze voorwaarde net veranderd."))
    return after


def _record(row: sa.Row[Any]) -> Condition:
    return Condition(**{name: getattr(row, name) for name in _NAMES})
