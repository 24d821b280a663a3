"""Storage of what the matcher must hear of applications: written with the change, sent by the ticker."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application
from services.tracker.domain.states import State
from services.tracker.storage.tables import application as application_table
from services.tracker.storage.tables import matcher_event as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.outbox.service_events import PARKED
from shared.wording.texts import gettext as _

OPEN, SENT = "open", "sent"


@dataclass(frozen=True)
class KeptEvent:
    """An event that was not sent yet. `body` is its JSON; `tries` counts how often it was offered."""

    id: str
    application_id: str
    body: Mapping[str, Any]
    tries: int


def add(
    connection: Connection,
    scope: Scope,
    application: Application,
    event_id: str,
    body: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keeps an event of this version of the application, due at once. Raises NotFound for a place out of reach."""
    if not scope.reaches(application.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(
        sa.insert(table).values(
            id=event_id,
            application_id=application.id,
            application_version=application.version,
            place_id=application.place_id,
            body=dict(body),
            state=OPEN,
            tries=0,
            due_at=now,
            created_at=now,
        )
    )


def untold(connection: Connection, scope: Scope, states: Collection[State], limit: int) -> list[str]:
    """The ids of applications in these states of which no event was ever kept."""
    told = sa.exists().where(table.c.application_id == application_table.c.id)
    here = application_table.c.state.in_([state.value for state in states])
    query = sa.select(application_table.c.id).where(here, scope.limits(application_table.c.place_id), ~told)
    return list(connection.execute(query.order_by(application_table.c.id).limit(limit)).scalars())


def due(connection: Connection, scope: Scope, now: datetime, limit: int) -> Sequence[KeptEvent]:
    """What may be sent now, oldest first: of each application only the first that is still open."""
    earlier = table.alias()
    waits_for_earlier = sa.exists().where(
        earlier.c.application_id == table.c.application_id,
        earlier.c.application_version < table.c.application_version,
        earlier.c.state == OPEN,
    )
    query = (
        sa.select(table.c.id, table.c.application_id, table.c.body, table.c.tries)
        .where(
            table.c.state.in_([OPEN, PARKED]),
            table.c.due_at <= now,
            scope.limits(table.c.place_id),
            ~waits_for_earlier,
        )
        .order_by(table.c.created_at, table.c.id)
        .limit(limit)
    )
    return [KeptEvent(**row) for row in connection.execute(query).mappings()]


def mark_sent(connection: Connection, scope: Scope, event_id: str, now: datetime) -> None:
    """The matcher has it."""
    _change(connection, scope, event_id, state=SENT, sent_at=now, problem=None)


def put_off(connection: Connection, scope: Scope, event_id: str, until: datetime, problem: str, state: str) -> None:
    """Not taken: it is offered again from `until` on; `state` is open or parked, `problem` a code."""
    _change(connection, scope, event_id, state=state, due_at=until, problem=problem, tries=table.c.tries + 1)


def counts(connection: Connection, scope: Scope) -> dict[str, int]:
    """How many events are open and parked."""
    query = (
        sa.select(table.c.state, sa.func.count())
        .where(table.c.state.in_([OPEN, PARKED]), scope.limits(table.c.place_id))
        .group_by(table.c.state)
    )
    return {OPEN: 0, PARKED: 0, **{row.state: row[1] for row in connection.execute(query)}}


def oldest_open(connection: Connection, scope: Scope) -> datetime | None:
    """When the open event that waits longest was written; None when none waits."""
    query = sa.select(sa.func.min(table.c.created_at)).where(table.c.state == OPEN, scope.limits(table.c.place_id))
    moment: datetime | None = connection.execute(query).scalar()
    return moment


def _change(connection: Connection, scope: Scope, event_id: str, **values: Any) -> None:
    # A slower sender must not take back what another one got through.
    here = (table.c.id == event_id, table.c.state != SENT, scope.limits(table.c.place_id))
    connection.execute(sa.update(table).where(*here).values(**values))
