"""Storage of deliveries: every step is one conditional update, so that of many only one takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from shared.contracts.messages import CLASS_OF, Intent, MessageClass, MessageKind
from shared.notifier.database_clock import database_now
from shared.notifier.insert import insert_new
from shared.notifier.states import FOLLOWED, Event, State, after, events_in
from shared.notifier.tables import delivery, delivery_attempt


@dataclass(frozen=True)
class Delivery:
    """One message to one person by one channel. `attempts` is the fence: a claim that sees another number lost."""

    id: str
    event_id: str
    recipient_id: str
    channel: str
    occurrence: str
    sender: str
    kind: MessageKind
    message_class: MessageClass
    subject: str
    place_id: str | None
    state: State
    reason: str | None
    batch: str | None
    digest_id: str | None
    attempts: int
    next_at: datetime | None
    lease_until: datetime | None
    since: datetime
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Tries:
    """What the attempts since trying began came to; one that was put off before anything was sent counts for none."""

    total: int
    lost: int
    uncertain: int


@dataclass(frozen=True)
class NewDelivery:
    """A delivery to be made; the four parts of its key are its event, recipient, channel and occurrence.

    `next_at` is when it may go out, None when it will not; `batch` names what it goes out together with.
    """

    id: str
    intent: Intent
    recipient_id: str
    channel: str
    next_at: datetime | None
    state: State = State.PENDING
    reason: str | None = None
    batch: str | None = None


def add(connection: Connection, sender: str, wanted: Sequence[NewDelivery], now: datetime) -> None:
    """Inserts deliveries that do not exist yet by their key."""
    rows = [
        {
            "id": one.id,
            "event_id": one.intent.id,
            "recipient_id": one.recipient_id,
            "channel": one.channel,
            "occurrence": one.intent.occurrence,
            "sender": sender,
            "kind": one.intent.kind.value,
            "message_class": CLASS_OF[one.intent.kind].value,
            "subject": one.intent.subject,
            "place_id": one.intent.place_id,
            "state": one.state.value,
            "reason": one.reason,
            "batch": one.batch,
            "attempts": 0,
            "next_at": one.next_at,
            "since": now,
            "created_at": now,
            "changed_at": now,
        }
        for one in wanted
    ]
    insert_new(connection, delivery, rows)


def find(connection: Connection, delivery_id: str) -> Delivery | None:
    """One delivery as it stands."""
    row = connection.execute(sa.select(delivery).where(delivery.c.id == delivery_id)).one_or_none()
    return None if row is None else _read(row)


def read_all(connection: Connection, query: sa.Select[tuple[object, ...]]) -> list[Delivery]:
    """The deliveries that a query over their table finds."""
    return [_read(row) for row in connection.execute(query)]


def about(connection: Connection, subject: str) -> list[Delivery]:
    """All deliveries about a subject (`application:<id>`), oldest first."""
    query = sa.select(delivery).where(delivery.c.subject == subject).order_by(delivery.c.created_at, delivery.c.id)
    return read_all(connection, query)


def ids_of_events(connection: Connection, event_ids: Sequence[str], now: datetime) -> Sequence[str]:
    """Ids of the deliveries of these events that can be made now."""
    query = sa.select(delivery.c.id).where(
        delivery.c.event_id.in_(event_ids), delivery.c.state == State.PENDING.value, delivery.c.next_at <= now
    )
    return connection.execute(query.order_by(delivery.c.id)).scalars().all()


def due(connection: Connection, *, now: datetime, older_than: datetime, limit: int) -> Sequence[str]:
    """Ids of deliveries that need a worker: due at `now` and untouched since `older_than`, or with their lease over."""
    waiting = [state.value for state in (State.PENDING, State.RETRY_WAIT, State.UNCERTAIN)]
    query = (
        sa.select(delivery.c.id)
        .where(
            sa.or_(
                sa.and_(delivery.c.state.in_(waiting), delivery.c.next_at <= now, delivery.c.changed_at <= older_than),
                sa.and_(delivery.c.state == State.SENDING.value, delivery.c.lease_until <= database_now(connection)),
            )
        )
        .order_by(delivery.c.next_at, delivery.c.id)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def claim(connection: Connection, one: Delivery, now: datetime, lease: timedelta) -> int | None:
    """Takes a pending, due delivery for `lease`; its fence, which the result must name; None when another was first."""
    number = one.attempts + 1
    change = (
        sa.update(delivery)
        .where(*_unchanged(one), delivery.c.next_at <= now)
        .values(
            state=after(one.state, Event.CLAIM).value,
            attempts=number,
            lease_until=database_now(connection) + lease,
            changed_at=now,
        )
    )
    if connection.execute(change).rowcount != 1:
        return None
    connection.execute(sa.insert(delivery_attempt).values(delivery_id=one.id, number=number, started_at=now))
    return number


def move(
    connection: Connection,
    one: Delivery,
    event: Event,
    now: datetime,
    *,
    reason: str | None = None,
    next_at: datetime | None = None,
    since: datetime | None = None,
    batch: str | None = None,
) -> Delivery | None:
    """Takes one step of the table from exactly where `one` stands; None when it moved on meanwhile.

    What comes of a digest comes of every message in it, in the same transaction.
    """
    to = after(one.state, event)
    values = {"state": to.value, "reason": reason, "next_at": next_at, "lease_until": None, "changed_at": now}
    values |= {name: value for name, value in (("since", since), ("batch", batch)) if value is not None}
    if connection.execute(sa.update(delivery).where(*_unchanged(one)).values(**values)).rowcount != 1:
        return None
    if one.kind is MessageKind.DIGEST and event in FOLLOWED:
        _follow(connection, one.id, event, now)
    return find(connection, one.id)


def _follow(connection: Connection, digest_id: str, event: Event, now: datetime) -> None:
    for state in (State.SENT, State.GATHERED):
        if event in events_in(state):
            connection.execute(
                sa.update(delivery)
                .where(delivery.c.digest_id == digest_id, delivery.c.state == state.value)
                .values(state=after(state, event).value, changed_at=now)
            )


def end_attempt(connection: Connection, one: Delivery, now: datetime, outcome: str, detail: str) -> None:
    """Writes what came of the last attempt."""
    connection.execute(
        sa.update(delivery_attempt)
        .where(delivery_attempt.c.delivery_id == one.id, delivery_attempt.c.number == one.attempts)
        .values(ended_at=now, outcome=outcome, detail=detail[:200])
    )


def tries(connection: Connection, one: Delivery) -> Tries:
    """Counts the attempts since trying began (a person's retry begins anew)."""
    outcome = delivery_attempt.c.outcome
    query = sa.select(
        sa.func.count(sa.case((outcome.is_distinct_from(Event.POSTPONE.value), 1))),
        sa.func.count(sa.case((outcome == Event.LOSE_WORKER.value, 1))),
        sa.func.count(sa.case((outcome == Event.NO_ANSWER.value, 1))),
    ).where(delivery_attempt.c.delivery_id == one.id, delivery_attempt.c.started_at >= one.since)
    total, lost, uncertain = connection.execute(query).one()
    return Tries(total, lost, uncertain)


def _unchanged(one: Delivery) -> tuple[sa.ColumnElement[bool], ...]:
    return delivery.c.id == one.id, delivery.c.state == one.state.value, delivery.c.attempts == one.attempts


def _read(row: Row[tuple[object, ...]]) -> Delivery:
    values = dict(row._mapping)
    values["kind"] = MessageKind(row.kind)
    values["message_class"] = MessageClass(row.message_class)
    values["state"] = State(row.state)
    return Delivery(**values)
