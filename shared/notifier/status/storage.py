"""Counting deliveries for the status page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageClass
from shared.notifier import deliveries
from shared.notifier.deliveries import Delivery
from shared.notifier.states import State
from shared.notifier.tables import delivery, delivery_attempt

WAITING = (State.PENDING, State.SENDING, State.RETRY_WAIT, State.UNCERTAIN, State.GATHERED)
RATE_WITHIN = timedelta(minutes=10)

Reach = Collection[str] | None
"""The places whose rows somebody may see and act on; None for all."""


def backlog(connection: Connection, now: datetime) -> list[tuple[str, str, int, int, datetime | None]]:
    """Per channel and class: how many wait in all, how many are due now, and since when the oldest of these."""
    is_due = delivery.c.next_at <= now
    query = (
        sa.select(
            delivery.c.channel,
            delivery.c.message_class,
            sa.func.count(),
            sa.func.count(sa.case((is_due, 1))),
            sa.func.min(sa.case((is_due, delivery.c.next_at))),
        )
        .where(delivery.c.state.in_([state.value for state in WAITING]))
        .group_by(delivery.c.channel, delivery.c.message_class)
        .order_by(delivery.c.channel, delivery.c.message_class)
    )
    return [tuple(row) for row in connection.execute(query)]


def failing(connection: Connection, limit: int) -> list[tuple[str, str, int, datetime]]:
    """What is tried again later because the last try failed: channel, reason, how many, and when the first of them."""
    again = delivery.c.state.in_([State.RETRY_WAIT.value, State.UNCERTAIN.value])
    query = (
        sa.select(delivery.c.channel, delivery.c.reason, sa.func.count(), sa.func.min(delivery.c.next_at))
        .where(again, delivery.c.reason.is_not(None), delivery.c.next_at.is_not(None))
        .group_by(delivery.c.channel, delivery.c.reason)
        .order_by(sa.func.count().desc(), delivery.c.channel, delivery.c.reason)
        .limit(limit)
    )
    return [tuple(row) for row in connection.execute(query)]


def tried_per_minute(connection: Connection, now: datetime) -> float:
    """How many tries began a minute, over the last ten minutes."""
    recent = delivery_attempt.c.started_at > now - RATE_WITHIN
    tried = connection.execute(sa.select(sa.func.count()).select_from(delivery_attempt).where(recent)).scalar_one()
    return tried / (RATE_WITHIN / timedelta(minutes=1))


def dead_by_reason(connection: Connection, reach: Reach) -> list[tuple[str | None, int]]:
    """How many were given up, per reason, the most first."""
    count = sa.func.count()
    query = (
        sa.select(delivery.c.reason, count)
        .where(delivery.c.state == State.DEAD.value, _in_reach(reach))
        .group_by(delivery.c.reason)
        .order_by(count.desc(), delivery.c.reason)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def undeliverable(connection: Connection) -> int:
    """How many important messages a channel refused for good."""
    refused = (
        delivery.c.state == State.FAILED_PERMANENT.value,
        delivery.c.message_class == MessageClass.A.value,
    )
    return connection.execute(sa.select(sa.func.count()).select_from(delivery).where(*refused)).scalar_one()


def troubled(connection: Connection, reach: Reach, limit: int) -> Sequence[Delivery]:
    """The rows that want a person: given up, or important and refused for good; the newest first."""
    refused = sa.and_(
        delivery.c.state == State.FAILED_PERMANENT.value, delivery.c.message_class == MessageClass.A.value
    )
    query = (
        sa.select(delivery)
        .where(sa.or_(delivery.c.state == State.DEAD.value, refused), _in_reach(reach))
        .order_by(delivery.c.changed_at.desc(), delivery.c.id)
        .limit(limit)
    )
    return deliveries.read_all(connection, query)


def dead(connection: Connection, reach: Reach, reason: str | None, limit: int) -> Sequence[Delivery]:
    """Rows that were given up for one reason."""
    same = delivery.c.reason.is_(None) if reason is None else delivery.c.reason == reason
    query = sa.select(delivery).where(delivery.c.state == State.DEAD.value, same, _in_reach(reach))
    return deliveries.read_all(connection, query.order_by(delivery.c.id).limit(limit))


def _in_reach(reach: Reach) -> sa.ColumnElement[bool]:
    return sa.true() if reach is None else delivery.c.place_id.in_(sorted(reach))
