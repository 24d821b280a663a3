"""Storage of what was sent to endpoints: the bytes of each message, and every try with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageKind
from shared.kernel.ids import new_id
from shared.kernel.retention import Kept, kept_for
from shared.notifier.channels.base import ChannelName
from shared.notifier.endpoints.judging import Reply
from shared.notifier.insert import insert_new
from shared.notifier.states import State
from shared.notifier.tables import delivery, webhook_attempt, webhook_body

KEPT = kept_for(Kept.SENT_TO_SYSTEMS)
SHOWN = 50


@dataclass(frozen=True)
class Try:
    """One call: what came back and how long it took."""

    id: str
    message_id: str
    at: datetime
    status: int | None
    problem: str | None
    milliseconds: int
    answer: str


@dataclass(frozen=True)
class Sent:
    """One message to an endpoint with all its tries, oldest first. `kind` and `state` are None for a test message."""

    id: str
    kind: MessageKind | None
    subject: str
    state: State | None
    reason: str | None
    at: datetime
    tries: Sequence[Try]
    has_body: bool


def freeze(connection: Connection, message_id: str, body: str, now: datetime) -> str:
    """The body that goes with this id: this one when it is the first, else the one that was sent before."""
    insert_new(connection, webhook_body, [{"message_id": message_id, "body": body, "made_at": now}])
    found = body_of(connection, message_id)
    assert found is not None  # noqa: S101 it was just put there
    return found


def body_of(connection: Connection, message_id: str) -> str | None:
    """What was sent under this id."""
    query = sa.select(webhook_body.c.body).where(webhook_body.c.message_id == message_id)
    return connection.execute(query).scalar()


def add_try(connection: Connection, endpoint_id: str, message_id: str, reply: Reply, now: datetime) -> None:
    """Keeps what came of one call."""
    connection.execute(
        sa.insert(webhook_attempt).values(
            id=new_id(),
            endpoint_id=endpoint_id,
            message_id=message_id,
            at=now,
            status=reply.status,
            problem=reply.problem,
            milliseconds=reply.milliseconds,
            answer=reply.text,
        )
    )


def newest(connection: Connection, endpoint_id: str) -> list[Sent]:
    """The last messages to an endpoint, deliveries and tests, newest first."""
    mine = sa.and_(delivery.c.recipient_id == endpoint_id, delivery.c.channel == ChannelName.WEBHOOK.value)
    rows = connection.execute(
        sa.select(delivery).where(mine).order_by(delivery.c.created_at.desc(), delivery.c.id.desc()).limit(SHOWN)
    ).all()
    tries = _tries(connection, endpoint_id)
    ids = [row.id for row in rows]
    with_body = frozenset(
        connection.execute(sa.select(webhook_body.c.message_id).where(webhook_body.c.message_id.in_(ids))).scalars()
    )
    found = [
        Sent(
            id=row.id,
            kind=MessageKind(row.kind),
            subject=row.subject,
            state=State(row.state),
            reason=row.reason,
            at=row.created_at,
            tries=tries.pop(row.id, []),
            has_body=row.id in with_body,
        )
        for row in rows
    ]
    known = frozenset(connection.execute(sa.select(delivery.c.id).where(delivery.c.id.in_(sorted(tries)))).scalars())
    tests = [
        Sent(one, None, "", None, None, made[0].at, made, has_body=False)
        for one, made in tries.items()
        if one not in known
    ]
    return sorted([*found, *tests], key=lambda one: (one.at, one.id), reverse=True)[:SHOWN]


def _tries(connection: Connection, endpoint_id: str) -> dict[str, list[Try]]:
    query = sa.select(webhook_attempt).where(webhook_attempt.c.endpoint_id == endpoint_id)
    newest_first = query.order_by(webhook_attempt.c.at.desc(), webhook_attempt.c.id.desc()).limit(10 * SHOWN)
    found: dict[str, list[Try]] = {}
    for row in reversed(connection.execute(newest_first).all()):
        values = {name: value for name, value in row._mapping.items() if name != "endpoint_id"}
        found.setdefault(row.message_id, []).append(Try(**values))
    return found


def forget_old(connection: Connection, now: datetime) -> int:
    """Removes what was sent more than 90 days ago, and how it was answered; returns how many rows."""
    old = now - KEPT
    removed = connection.execute(sa.delete(webhook_body).where(webhook_body.c.made_at < old)).rowcount
    return removed + connection.execute(sa.delete(webhook_attempt).where(webhook_attempt.c.at < old)).rowcount
