"""Storage of grace: until when a funder still takes what comes in after its closing."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application
from services.tracker.storage.tables import grace as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.wording.texts import gettext as _


def add(
    connection: Connection,
    scope: Scope,
    application: Application,
    until: datetime,
    told_on: date,
    person_id: str,
    now: datetime,
) -> None:
    """Keeps what the funder said; `until` is the first UTC moment that is too late after all."""
    if not scope.reaches(application.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(
        sa.insert(table).values(
            id=new_id(),
            application_id=application.id,
            place_id=application.place_id,
            until=until,
            told_on=told_on,
            recorded_by=person_id,
            recorded_at=now,
        )
    )


def until_of(connection: Connection, scope: Scope, application_id: str) -> datetime | None:
    """Until when the funder still takes it, by its newest word; None when it said nothing."""
    query = (
        sa.select(table.c.until)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.recorded_at.desc(), table.c.id.desc())
        .limit(1)
    )
    moment: datetime | None = connection.execute(query).scalar()
    return moment
