"""Storage of many deliveries in one step: first tries only, whose fence is the same for all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.notifier import deliveries
from shared.notifier.database_clock import database_now
from shared.notifier.deliveries import Delivery
from shared.notifier.states import Event, State, after
from shared.notifier.tables import delivery, delivery_attempt

FIRST = 1
"""The number of a first try."""

_CLAIMED = after(State.PENDING, Event.CLAIM)
_RECEIVED = after(after(_CLAIMED, Event.ACCEPT), Event.RECEIVE)


def find_many(connection: Connection, delivery_ids: Iterable[str]) -> list[Delivery]:
    """Deliveries as they stand, in the order of their ids."""
    query = sa.select(delivery).where(delivery.c.id.in_(sorted(set(delivery_ids))))
    return deliveries.read_all(connection, query.order_by(delivery.c.id))


def claim_first(connection: Connection, wanted: Sequence[Delivery], now: datetime, lease: timedelta) -> list[Delivery]:
    """Takes for `lease` those that are still due and were never tried; what another worker has in hand is passed over.

    Every row gets its own attempt and its own fence, as `deliveries.claim` gives one.
    """
    columns = delivery.c
    still = sa.select(columns.id).where(
        columns.id.in_([one.id for one in wanted]),
        columns.state == State.PENDING.value,
        columns.attempts == FIRST - 1,
        columns.next_at <= now,
    )
    free = frozenset(connection.execute(still.order_by(columns.id).with_for_update(skip_locked=True)).scalars())
    if not free:
        return []
    connection.execute(
        sa.update(delivery)
        .where(columns.id.in_(sorted(free)))
        .values(state=_CLAIMED.value, attempts=FIRST, lease_until=database_now(connection) + lease, changed_at=now)
    )
    rows = [{"delivery_id": delivery_id, "number": FIRST, "started_at": now} for delivery_id in sorted(free)]
    connection.execute(sa.insert(delivery_attempt), rows)
    return [dataclasses.replace(one, state=_CLAIMED, attempts=FIRST) for one in wanted if one.id in free]


def still_claimed(connection: Connection, claimed: Sequence[Delivery]) -> frozenset[str]:
    """Ids of those whose fence holds, locked until the end of the transaction."""
    columns = delivery.c
    holds = sa.select(columns.id).where(
        columns.id.in_([one.id for one in claimed]),
        columns.state == _CLAIMED.value,
        columns.attempts == FIRST,
    )
    return frozenset(connection.execute(holds.order_by(columns.id).with_for_update()).scalars())


def receive(connection: Connection, delivery_ids: Iterable[str], now: datetime) -> None:
    """Writes that first tries were accepted and received. The caller holds the rows (`still_claimed`)."""
    ids = sorted(delivery_ids)
    connection.execute(
        sa.update(delivery)
        .where(delivery.c.id.in_(ids))
        .values(state=_RECEIVED.value, reason=None, next_at=None, lease_until=None, changed_at=now)
    )
    connection.execute(
        sa.update(delivery_attempt)
        .where(delivery_attempt.c.delivery_id.in_(ids), delivery_attempt.c.number == FIRST)
        .values(ended_at=now, outcome=Event.ACCEPT.value, detail="")
    )
