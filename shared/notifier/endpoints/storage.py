"""Storage of endpoints: what people wish of them, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from shared.notifier.endpoints.judging import Health
from shared.notifier.endpoints.model import Endpoint, OffReason, Wanted
from shared.notifier.preferences.topics import Topic
from shared.notifier.tables import endpoint

TURN = timedelta(seconds=20)
"""How long a call can take at most, with all around it; after that the turn of a worker that died is free again."""

_NOT_READ = frozenset({"busy_until"})


def find(connection: Connection, endpoint_id: str) -> Endpoint | None:
    """One endpoint."""
    row = connection.execute(sa.select(endpoint).where(endpoint.c.id == endpoint_id)).one_or_none()
    return None if row is None else _read(row)


def of_organisations(connection: Connection, organisation_ids: Iterable[str]) -> list[Endpoint]:
    """The endpoints of these organisations, oldest first."""
    query = sa.select(endpoint).where(endpoint.c.organisation_id.in_(sorted(set(organisation_ids))))
    return [_read(row) for row in connection.execute(query.order_by(endpoint.c.created_at, endpoint.c.id))]


def busy(connection: Connection, endpoint_ids: Iterable[str], now: datetime) -> frozenset[str]:
    """Which of these are being called at this moment."""
    query = sa.select(endpoint.c.id).where(endpoint.c.id.in_(sorted(endpoint_ids)), endpoint.c.busy_until > now)
    return frozenset(connection.execute(query).scalars())


def add(connection: Connection, made: Endpoint) -> None:
    """Keeps a new one."""
    connection.execute(sa.insert(endpoint).values(**vars(made) | _lists(made)))


def change(connection: Connection, endpoint_id: str, version: int, now: datetime, **values: object) -> bool:
    """Changes it from exactly this version; False when somebody else was first."""
    changed = (
        sa.update(endpoint)
        .where(endpoint.c.id == endpoint_id, endpoint.c.version == version)
        .values(**values, changed_at=now, version=version + 1)
    )
    return connection.execute(changed).rowcount == 1


def wishes(wanted: Wanted) -> Mapping[str, object]:
    """The columns for what somebody wishes."""
    return {"url": wanted.url, "description": wanted.description, **_lists(wanted)}


def remove(connection: Connection, endpoint_id: str, version: int) -> bool:
    """Takes it away; False when somebody changed it first."""
    gone = sa.delete(endpoint).where(endpoint.c.id == endpoint_id, endpoint.c.version == version)
    return connection.execute(gone).rowcount == 1


def take_turn(connection: Connection, one: Endpoint, now: datetime) -> bool:
    """Whether it may be called now: one call at a time for each, and one for all that failed last time together.

    So however many receivers hang, they hold one worker at most, and each of them another one only once.
    """
    free = [endpoint.c.id == one.id, sa.or_(endpoint.c.busy_until.is_(None), endpoint.c.busy_until <= now)]
    if one.failures:
        other = endpoint.alias()
        free.append(~sa.select(other.c.id).where(other.c.failures > 0, other.c.busy_until > now).exists())
    taken = sa.update(endpoint).where(*free).values(busy_until=now + TURN)
    return connection.execute(taken).rowcount == 1


def keep_health(connection: Connection, endpoint_id: str, health: Health, now: datetime) -> bool:
    """Keeps how it stands after a call and ends the turn; True when that switched it off."""
    stands = {"failures": health.failures, "failing_since": health.failing_since, "paused_until": health.paused_until}
    of_it = endpoint.c.id == endpoint_id
    connection.execute(sa.update(endpoint).where(of_it).values(**stands, busy_until=None))
    if health.off is None:
        return False
    off = {"disabled_at": now, "disabled_reason": health.off.value, "changed_at": now}
    switched = sa.update(endpoint).where(of_it, endpoint.c.disabled_at.is_(None))
    return connection.execute(switched.values(**off, version=endpoint.c.version + 1)).rowcount == 1


def _lists(one: Endpoint | Wanted) -> dict[str, object]:
    return {"topics": sorted(topic.value for topic in one.topics), "places": sorted(one.places)}


def _read(row: Row[tuple[object, ...]]) -> Endpoint:
    values = {name: value for name, value in row._mapping.items() if name not in _NOT_READ}
    values["topics"] = frozenset(Topic(one) for one in row.topics)
    values["places"] = frozenset(row.places)
    values["disabled_reason"] = OffReason(row.disabled_reason) if row.disabled_reason else None
    return Endpoint(**values)
