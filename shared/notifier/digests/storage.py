"""Storage of digests: a digest is a delivery of its own, and knows what went in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageClass, MessageKind
from shared.kernel.ids import new_id
from shared.notifier import deliveries
from shared.notifier.deliveries import Delivery
from shared.notifier.states import Event, State, after
from shared.notifier.tables import delivery, taken_event

SENDER = "notifier"
"""Who tells a digest: no service wrote it in an outbox."""


def told_since(
    connection: Connection, recipient_ids: Iterable[str], channels: Iterable[str], since: datetime
) -> dict[tuple[str, str], int]:
    """How many deliveries were made per recipient and channel from `since` on."""
    columns = delivery.c
    query = (
        sa.select(columns.recipient_id, columns.channel, sa.func.count())
        .where(
            columns.recipient_id.in_(sorted(set(recipient_ids))),
            columns.channel.in_(sorted(set(channels))),
            columns.created_at >= since,
        )
        .group_by(columns.recipient_id, columns.channel)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def waiting(connection: Connection, one: Delivery) -> list[Delivery]:
    """Everything that waits to go out together with `one`, itself too, in the order in which it came; locked.

    Not what was tried before: that may have arrived under its own id, and only goes out again under that one.
    """
    query = (
        sa.select(delivery)
        .where(
            delivery.c.recipient_id == one.recipient_id,
            delivery.c.channel == one.channel,
            delivery.c.batch == one.batch,
            delivery.c.state == State.PENDING.value,
            delivery.c.attempts == 0,
        )
        .order_by(delivery.c.id)
        .with_for_update()
    )
    return deliveries.read_all(connection, query)


def make(connection: Connection, members: Sequence[Delivery], now: datetime) -> str:
    """Makes the digest of these pending deliveries of one person and channel; returns its id.

    From here on its members are fixed: what comes later goes in another digest, so that a mail that is sent a second
    time under the same Message-ID never holds something that its reader did not get.
    """
    digest_id, first = new_id(), members[0]
    important = any(one.message_class is MessageClass.A for one in members)
    values = {
        "sender": SENDER,
        "kind": MessageKind.DIGEST.value,
        "message_class": (MessageClass.A if important else MessageClass.B).value,
        "subject": f"digest:{digest_id}",
    }
    connection.execute(sa.insert(taken_event).values(event_id=digest_id, recipients=1, taken_at=now, **values))
    connection.execute(
        sa.insert(delivery).values(
            id=digest_id,
            event_id=digest_id,
            recipient_id=first.recipient_id,
            channel=first.channel,
            occurrence="",
            state=State.PENDING.value,
            attempts=0,
            next_at=now,
            since=now,
            created_at=now,
            changed_at=now,
            **values,
        )
    )
    connection.execute(
        sa.update(delivery)
        .where(delivery.c.id.in_([one.id for one in members]), delivery.c.state == State.PENDING.value)
        .values(
            state=after(State.PENDING, Event.GATHER).value,
            digest_id=digest_id,
            reason=None,
            next_at=None,
            changed_at=now,
        )
    )
    return digest_id


def members_of(connection: Connection, digest_id: str) -> list[Delivery]:
    """What is to be told in a digest, in the order in which it came."""
    query = (
        sa.select(delivery)
        .where(delivery.c.digest_id == digest_id, delivery.c.state == State.GATHERED.value)
        .order_by(delivery.c.id)
    )
    return deliveries.read_all(connection, query)
