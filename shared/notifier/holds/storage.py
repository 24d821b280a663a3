"""Storage of holds, of the rows that they keep back, and of what went out before a restore."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageClass, MessageKind
from shared.kernel.ids import new_id
from shared.notifier.holds.rules import Cause, Extent, Hold
from shared.notifier.insert import insert_new
from shared.notifier.states import Event, State, after
from shared.notifier.tables import delivery, hold, sent_before

HELD = "held"
"""The reason of a row that a hold keeps back; other held rows wait for something else."""

UNKNOWN = "unknown_version"
"""The reason of a row whose event this program can't read."""


def active(connection: Connection) -> list[Hold]:
    """The holds that are on, oldest first."""
    query = sa.select(hold).where(hold.c.lifted_at.is_(None)).order_by(hold.c.set_at, hold.c.id)
    return [_read(row) for row in connection.execute(query)]


def find_active(connection: Connection, hold_id: str) -> Hold | None:
    """One hold, if it is still on."""
    return next((one for one in active(connection) if one.id == hold_id), None)


def add(
    connection: Connection,
    extent: Extent,
    cause: Cause,
    reason: str,
    now: datetime,
    *,
    by: str | None = None,
    mark: str | None = None,
) -> str | None:
    """Sets a hold and returns its id; None when one was set for this `mark` before."""
    row = {
        "id": new_id(),
        "kind": extent.kind.value if extent.kind else None,
        "message_class": extent.message_class.value if extent.message_class else None,
        "channel": extent.channel,
        "cause": cause.value,
        "reason": reason,
        "mark": mark,
        "set_by": by,
        "set_at": now,
    }
    return str(row["id"]) if insert_new(connection, hold, [row]) else None


def lift(connection: Connection, hold_id: str, by: str | None, now: datetime) -> bool:
    """Ends a hold; False when somebody else did so first."""
    change = sa.update(hold).where(hold.c.id == hold_id, hold.c.lifted_at.is_(None))
    return connection.execute(change.values(lifted_by=by, lifted_at=now)).rowcount == 1


def let_go(connection: Connection, kept: Sequence[Extent], now: datetime, limit: int) -> list[str]:
    """Makes up to `limit` held rows that no extent covers any more pending again; returns their ids."""
    held = (delivery.c.state == State.HELD.value, delivery.c.reason == HELD)
    query = (
        sa.select(delivery.c.id)
        .where(*held, *(sa.not_(_covered(extent)) for extent in kept))
        .order_by(delivery.c.id)
        .limit(limit)
    )
    ids = list(connection.execute(query).scalars())
    if ids:
        connection.execute(
            sa.update(delivery)
            .where(delivery.c.id.in_(ids), *held)
            .values(
                state=after(State.HELD, Event.RELEASE).value,
                reason=None,
                digest_id=None,
                next_at=now,
                changed_at=now,
            )
        )
    return ids


def let_unknown_try(connection: Connection, now: datetime) -> int:
    """Makes rows pending that were held because a program could not read their event; returns how many."""
    held = (delivery.c.state == State.HELD.value, delivery.c.reason == UNKNOWN)
    to = after(State.HELD, Event.RELEASE).value
    change = sa.update(delivery).where(*held).values(state=to, reason=None, digest_id=None, next_at=now, changed_at=now)
    return connection.execute(change).rowcount


def held_counts(connection: Connection) -> list[tuple[MessageKind, MessageClass, str, int]]:
    """How many rows are held, per kind, class and channel."""
    parts = (delivery.c.kind, delivery.c.message_class, delivery.c.channel)
    query = sa.select(*parts, sa.func.count()).where(delivery.c.state == State.HELD.value).group_by(*parts)
    rows = connection.execute(query.order_by(*parts))
    return [(MessageKind(kind), MessageClass(letter), channel, count) for kind, letter, channel, count in rows]


def keep_sent(connection: Connection, keys: Iterable[str]) -> int:
    """Notes what went out before a restore; returns how many were new."""
    return len(insert_new(connection, sent_before, [{"key": key} for key in sorted(set(keys))]))


def sent_among(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Which of these messages went out before a restore that forgot it."""
    return set(connection.execute(sa.select(sent_before.c.key).where(sent_before.c.key.in_(keys))).scalars())


def _covered(extent: Extent) -> sa.ColumnElement[bool]:
    wanted = (
        (delivery.c.kind, extent.kind.value if extent.kind else None),
        (delivery.c.message_class, extent.message_class.value if extent.message_class else None),
        (delivery.c.channel, extent.channel),
    )
    return sa.and_(sa.true(), *(column == value for column, value in wanted if value is not None))


def _read(row: sa.Row[tuple[object, ...]]) -> Hold:
    extent = Extent(
        MessageKind(row.kind) if row.kind else None,
        MessageClass(row.message_class) if row.message_class else None,
        row.channel,
    )
    return Hold(row.id, extent, Cause(row.cause), row.reason, row.set_by, row.set_at)
