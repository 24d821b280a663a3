"""What became of applications: taken from the tracker's events, one row per application by its newest event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage import redirects
from services.matcher.storage.counters import raise_counter, read_counter
from services.matcher.storage.tables import event_inbox as inbox
from services.matcher.storage.tables import source_outcome as table
from shared.access.scope import Scope
from shared.contracts.application_events import ApplicationEvent, Standing
from shared.plumbing.prepared import Prepared

COUNTER = "outcome"
DECIDED = [standing.value for standing in Standing if standing.is_decided]


@dataclass(frozen=True)
class OutcomeRow:
    """How one application stands. `money_from`: what its money is called in rules of others."""

    application_id: str
    application_version: int
    place_id: str
    need_id: str
    source_id: str
    source_version: int
    provider_kind: str
    money_from: tuple[str, ...]
    legal_person: str | None
    standing: Standing
    happened_on: date
    asked_cents: int | None
    granted_cents: int | None


_NEWEST_FIRST = sa.select(*(table.c[field.name] for field in fields(OutcomeRow))).order_by(
    table.c.happened_on.desc(), table.c.application_id.desc()
)
_OF_ONE_PLACE = Prepared(_NEWEST_FIRST.where(table.c.place_id == sa.bindparam("place")))


def receive(scope: Scope, connection: Connection, event: ApplicationEvent, now: datetime) -> bool:
    """Notes that the event came; False when it had come before. Whoever receives takes turns with the others."""
    raise_counter(connection, COUNTER)
    known = sa.select(inbox.c.event_id).where(inbox.c.event_id == event.id)
    if connection.execute(known).first() is not None:
        return False
    row = {
        "event_id": event.id,
        "application_id": event.application_id,
        "application_version": event.application_version,
        "received_at": now,
    }
    connection.execute(sa.insert(inbox).values(**row))
    return True


def keep(scope: Scope, connection: Connection, outcome: OutcomeRow, now: datetime) -> bool:
    """Keeps how an application stands; False when a newer event of it was there already. Call it after `receive`."""
    here = table.c.application_id == outcome.application_id
    version = connection.execute(sa.select(table.c.application_version).where(here)).scalar()
    values = {**asdict(outcome), "money_from": list(outcome.money_from), "changed_at": now}
    if version is None:
        connection.execute(sa.insert(table).values(**values))
    elif version < outcome.application_version:
        connection.execute(sa.update(table).where(here).values(**values))
    else:
        return False
    return True


def of_places(scope: Scope, connection: Connection, place_ids: Collection[str]) -> list[OutcomeRow]:
    """The outcomes of these places within the scope, newest first."""
    reached = [place_id for place_id in place_ids if scope.reaches(place_id)]
    if len(reached) == 1:  # what every request about a need asks
        return [_outcome(row._asdict()) for row in _OF_ONE_PLACE.all(connection, place=reached[0])]
    return _rows(connection, table.c.place_id.in_(sorted(place_ids)), scope.limits(table.c.place_id))


def of_legal_persons(scope: Scope, connection: Connection, legal_persons: Collection[str]) -> list[OutcomeRow]:
    """The outcomes of whoever applied under these KvK numbers, within the scope."""
    if not legal_persons:
        return []
    return _rows(connection, table.c.legal_person.in_(sorted(legal_persons)), scope.limits(table.c.place_id))


def under_way_at(scope: Scope, connection: Connection, source_ids: Collection[str]) -> list[OutcomeRow]:
    """The applications at these sources that were started and not handed in, within the scope."""
    here = table.c.source_id.in_(sorted(source_ids))
    started = table.c.standing == Standing.STARTED.value
    return _rows(connection, here, started, scope.limits(table.c.place_id))


def decided(scope: Scope, connection: Connection) -> list[OutcomeRow]:
    """Everything that was granted or refused within the scope, newest first."""
    return _rows(connection, table.c.standing.in_(DECIDED), scope.limits(table.c.place_id))


def change_number(scope: Scope, connection: Connection) -> int:
    """Rises with every event that was taken, and when sources become one or two again."""
    return read_counter(connection, COUNTER)


def sources_changed(scope: Scope, connection: Connection) -> None:
    """What is known of sources counts for other ones from now on: whoever keeps something learnt learns it again."""
    raise_counter(connection, COUNTER)


def of_sources_now(scope: Scope, connection: Connection, rows: Sequence[OutcomeRow]) -> list[OutcomeRow]:
    """The same outcomes, those of a source that was made one with another under the source that stayed."""
    if not rows:
        return []
    ends = redirects.ends_of(scope, connection, {row.source_id for row in rows})
    return [replace(row, source_id=ends[row.source_id]) if row.source_id in ends else row for row in rows]


def _rows(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[OutcomeRow]:
    return [_outcome(dict(row)) for row in connection.execute(_NEWEST_FIRST.where(*conditions)).mappings()]


def _outcome(row: dict[str, Any]) -> OutcomeRow:
    typed = {"standing": Standing(row["standing"]), "money_from": tuple(row["money_from"])}
    return OutcomeRow(**{**row, **typed})
