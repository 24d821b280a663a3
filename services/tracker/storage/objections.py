"""Storage of objections: at most one of an application is open."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.life import Objection
from services.tracker.storage.tables import objection as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.wording.texts import gettext as _

_NAMES = [field.name for field in fields(Objection)]


def add(connection: Connection, scope: Scope, objection: Objection) -> None:
    """Keeps an objection. Raises NotFound for a place out of reach."""
    if not scope.reaches(objection.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(objection)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Objection]:
    """The objections of an application, in the order in which they were entered."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.recorded_at, table.c.id)
    )
    return [_record(row) for row in connection.execute(query)]


def open_one(connection: Connection, scope: Scope, application_id: str) -> Objection | None:
    """The objection that waits for a ruling, None when there is none."""
    return next((one for one in of_application(connection, scope, application_id) if one.is_open), None)


def rule(
    connection: Connection,
    scope: Scope,
    objection: Objection,
    *,
    ruling: str,
    ruling_on: date,
    received_on: date,
    note: str,
    ruled_by: str,
    ruled_at: datetime,
) -> Objection:
    """Writes down the ruling. Raises Stale when somebody did so before."""
    values = {
        "ruling": ruling,
        "ruling_on": ruling_on,
        "ruling_received_on": received_on,
        "ruling_note": note,
        "ruled_by": ruled_by,
        "ruled_at": ruled_at,
    }
    here = (table.c.id == objection.id, table.c.ruling.is_(None), scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*here).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft het antwoord op dit bezwaar net opgeschreven."))
    return replace(
        objection,
        ruling=ruling,
        ruling_on=ruling_on,
        ruling_received_on=received_on,
        ruling_note=note,
        ruled_by=ruled_by,
        ruled_at=ruled_at,
    )


def _record(row: sa.Row[Any]) -> Objection:
    return Objection(**{name: getattr(row, name) for name in _NAMES})
