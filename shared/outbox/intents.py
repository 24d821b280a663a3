"""Storage of intents: written and withdrawn by their owner, taken and read again by the notifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from shared.contracts.messages import Audience, Intent, MessageKind
from shared.outbox.tables import outbox
from shared.plumbing.reach import beyond

OPEN = "open"
TAKEN = "taken"
PARKED = "parked"

MOST_REOPENED = 500
_VERSION_AT = 15


@dataclass(frozen=True)
class KeptIntent:
    """An intent as it stands in the outbox now. `state` is open, taken or parked."""

    intent: Intent
    state: str
    withdrawn_reason: str | None

    @property
    def withdrawn(self) -> bool:
        """Whether the owner took it back."""
        return self.withdrawn_reason is not None


@dataclass(frozen=True)
class Unreadable:
    """A row that this program can't read: a newer version of the contract, or a kind it does not know."""

    id: str
    version: int
    kind: str


def insert(connection: Connection, intent: Intent, now: datetime) -> None:
    """Writes an intent. Raises IntegrityError when the id was used before: one event, one intent."""
    connection.execute(
        sa.insert(outbox).values(
            id=intent.id,
            version=intent.version,
            kind=intent.kind.value,
            subject=intent.subject,
            audience=intent.audience.value,
            place_id=intent.place_id,
            person_id=intent.person_id,
            occurrence=intent.occurrence,
            data=dict(intent.data),
            due_at=intent.due_at,
            useful_until=intent.useful_until,
            state=OPEN,
            created_at=now,
        )
    )


def withdraw(
    connection: Connection,
    now: datetime,
    *,
    subject: str,
    kind: MessageKind | None,
    occurrence: str | None,
    reason: str,
) -> int:
    """Marks intents about a subject as withdrawn, whatever their state; returns how many were not withdrawn before."""
    conditions = [outbox.c.subject == subject, outbox.c.withdrawn_at.is_(None)]
    if kind is not None:
        conditions.append(outbox.c.kind == kind.value)
    if occurrence is not None:
        conditions.append(outbox.c.occurrence == occurrence)
    # Also what people of another organisation were to hear of it.
    with beyond(connection, "withdrawing messages"):
        return connection.execute(
            sa.update(outbox).where(*conditions).values(withdrawn_at=now, withdrawn_reason=reason)
        ).rowcount


def find_many(connection: Connection, intent_ids: Iterable[str]) -> dict[str, KeptIntent | Unreadable]:
    """Intents as they stand now, by id; Unreadable when a kind or version is unknown here."""
    query = sa.select(outbox).where(outbox.c.id.in_(sorted(set(intent_ids))))
    return {row.id: _read(row) for row in connection.execute(query)}


def due(connection: Connection, *, now: datetime, older_than: datetime, limit: int) -> Sequence[str]:
    """Ids of open intents that are due at `now` and were written before `older_than`, earliest due first."""
    query = (
        sa.select(outbox.c.id)
        .where(outbox.c.state == OPEN, outbox.c.due_at <= now, outbox.c.created_at <= older_than)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def mark(connection: Connection, intent_ids: Iterable[str], state: str, now: datetime) -> int:
    """Moves open intents to taken or parked; returns how many.

    A row that somebody else is writing at this moment is passed over and stays open, to be taken once more: to wait
    for it while holding others is how two come to wait for each other.
    """
    rows = sa.select(outbox.c.id).where(outbox.c.id.in_(sorted(set(intent_ids))), outbox.c.state == OPEN)
    free = connection.execute(rows.order_by(outbox.c.id).with_for_update(skip_locked=True)).scalars().all()
    change = sa.update(outbox).where(outbox.c.id.in_(free))
    return connection.execute(change.values(state=state, taken_at=now if state == TAKEN else None)).rowcount


def reopen_readable(connection: Connection) -> int:
    """Opens parked intents that this program can read: it is newer than the one that parked them. Returns how many."""
    parked = connection.execute(sa.select(outbox).where(outbox.c.state == PARKED).limit(MOST_REOPENED))
    ids = [row.id for row in parked if isinstance(_read(row), KeptIntent)]
    change = sa.update(outbox).where(outbox.c.id.in_(ids), outbox.c.state == PARKED)
    return connection.execute(change.values(state=OPEN)).rowcount if ids else 0


def oldest_open_due(connection: Connection, now: datetime) -> datetime | None:
    """The due moment of the intent that has waited longest to be taken; None when none waits."""
    query = sa.select(sa.func.min(outbox.c.due_at)).where(outbox.c.state == OPEN, outbox.c.due_at <= now)
    moment: datetime | None = connection.execute(query).scalar()
    return moment


def newest_id(connection: Connection) -> str | None:
    """The id that sorts last of those that sort by the time of their making (UUIDv7); None when there are none.

    An id that is made of what it is about, so that it can be told only once (UUIDv5), says nothing of when.
    """
    by_time = sa.func.substr(outbox.c.id, _VERSION_AT, 1) == "7"
    query = sa.select(outbox.c.id).where(by_time).order_by(outbox.c.id.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none()


def counts(connection: Connection) -> dict[str, int]:
    """How many intents there are in each state."""
    query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
    return {row.state: row[1] for row in connection.execute(query)}


def _read(row: Row[tuple[object, ...]]) -> KeptIntent | Unreadable:
    try:
        intent = Intent(
            id=row.id,
            kind=MessageKind(row.kind),
            subject=row.subject,
            audience=Audience(row.audience),
            due_at=row.due_at,
            place_id=row.place_id,
            person_id=row.person_id,
            data=row.data,
            occurrence=row.occurrence,
            useful_until=row.useful_until,
            version=row.version,
        )
    except ValueError:
        return Unreadable(row.id, row.version, row.kind)
    if intent.version > Intent.version:
        return Unreadable(row.id, row.version, row.kind)
    # A withdrawal without a reason is still a withdrawal.
    reason = None if row.withdrawn_at is None else row.withdrawn_reason or "withdrawn"
    return KeptIntent(intent, row.state, reason)
