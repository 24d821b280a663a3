"""Storage of the money that came in. A row is never removed: a mistake is taken back and stays visible."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.instalments.records import Credit
from services.tracker.storage.tables import credit as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, credit: Credit) -> None:
    """Keeps money that came in. Raises NotFound for a place out of reach."""
    if not scope.reaches(credit.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(credit)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Credit]:
    """What came in for an application, earliest first, also what was taken back."""
    return _found(connection, scope, table.c.application_id == application_id)


def of_place(connection: Connection, scope: Scope, place_id: str) -> list[Credit]:
    """What came in for a place and counts, earliest first."""
    return _found(connection, scope, table.c.place_id == place_id, table.c.taken_back_at.is_(None))


def get(connection: Connection, scope: Scope, application_id: str, credit_id: str) -> Credit:
    """One credit of an application. Raises NotFound when it is not there or out of reach."""
    if is_id(credit_id):
        for one in _found(connection, scope, table.c.id == credit_id, table.c.application_id == application_id):
            return one
    raise NotFound(_("Dit bedrag is niet gevonden."))


def take_back(connection: Connection, scope: Scope, credit: Credit, by: str, reason: str, now: datetime) -> Credit:
    """Marks a credit as a mistake. Raises Stale when somebody did so already."""
    after = replace(credit, taken_back_at=now, taken_back_by=by, taken_back_reason=reason)
    conditions = (table.c.id == credit.id, table.c.taken_back_at.is_(None), scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*conditions).values(**asdict(after))).rowcount != 1:
        raise Stale(_("Iemand anders haalde dit bedrag al weg."))
    return after


def _found(connection: Connection, scope: Scope, *conditions: sa.ColumnElement[bool]) -> list[Credit]:
    query = sa.select(table).where(*conditions, scope.limits(table.c.place_id))
    rows: Any = connection.execute(query.order_by(table.c.received_on, table.c.recorded_at, table.c.id))
    return [Credit(**row._mapping) for row in rows]
