"""Answers of funders that the catalogue has not heard of yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.storage.tables import application
from services.tracker.storage.tables import first_contact as table
from shared.access.scope import Scope


@dataclass(frozen=True)
class WaitingAnswer:
    """One answer to pass on, and who wrote it down."""

    id: str
    source_id: str
    answer: str
    spoken_on: date
    closes_on: date | None
    recorded_by: str


def waiting(connection: Connection, scope: Scope, *, since: datetime, limit: int) -> list[WaitingAnswer]:
    """Answers written down since a moment that were not passed on, oldest first: the newest must have the last word."""
    query = (
        sa.select(
            table.c.id,
            application.c.source_id,
            table.c.answer,
            table.c.spoken_on,
            table.c.closes_on,
            table.c.recorded_by,
        )
        .join(application, application.c.id == table.c.application_id)
        .where(table.c.catalogue_outcome.is_(None), table.c.recorded_at >= since, scope.limits(table.c.place_id))
        .order_by(table.c.recorded_at, table.c.id)
        .limit(limit)
    )
    return [WaitingAnswer(**row) for row in connection.execute(query).mappings()]


def settle(connection: Connection, scope: Scope, contact_id: str, outcome: str) -> bool:
    """Keeps what the catalogue did with an answer; False when that was known already."""
    still = (table.c.id == contact_id, table.c.catalogue_outcome.is_(None), scope.limits(table.c.place_id))
    return connection.execute(sa.update(table).where(*still).values(catalogue_outcome=outcome)).rowcount == 1
