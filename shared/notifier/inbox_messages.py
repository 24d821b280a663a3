"""Storage of the inbox: what was told to a person on our own pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.notifier.insert import insert_new
from shared.notifier.letters import Letter
from shared.notifier.tables import inbox_message

MOST_SHOWN = 200


@dataclass(frozen=True)
class InboxMessage:
    """One message as the person got it. `link` is an address on our own site, `why` says why they got it."""

    id: str
    person_id: str
    place_id: str | None
    kind: str
    title: str
    body: str
    why: str
    link: str | None
    link_label: str | None
    created_at: datetime
    read_at: datetime | None

    @property
    def unread(self) -> bool:
        """Whether the person has not opened it yet."""
        return self.read_at is None


@dataclass(frozen=True)
class NewMessage:
    """A message to be kept under its delivery's id."""

    id: str
    person_id: str
    letter: Letter


def add(connection: Connection, messages: Sequence[NewMessage], now: datetime) -> None:
    """Keeps messages; the first one of an id stays."""
    rows = [
        {
            "id": one.id,
            "person_id": one.person_id,
            "place_id": one.letter.place_id,
            "kind": one.letter.kind.value,
            "title": one.letter.subject[:300],
            "body": one.letter.body,
            "why": one.letter.why,
            "link": one.letter.link,
            "link_label": one.letter.link_label,
            "created_at": now,
        }
        for one in sorted(messages, key=lambda one: one.id)
    ]
    insert_new(connection, inbox_message, rows)


def of_person(connection: Connection, person_id: str) -> Sequence[InboxMessage]:
    """A person's own messages, newest first."""
    query = (
        sa.select(inbox_message)
        .where(inbox_message.c.person_id == person_id)
        .order_by(inbox_message.c.created_at.desc(), inbox_message.c.id.desc())
        .limit(MOST_SHOWN)
    )
    return [InboxMessage(**row._mapping) for row in connection.execute(query)]


def find(connection: Connection, person_id: str, message_id: str) -> InboxMessage | None:
    """One message, if it is this person's."""
    query = sa.select(inbox_message).where(inbox_message.c.id == message_id, inbox_message.c.person_id == person_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else InboxMessage(**row._mapping)


def mark_read(connection: Connection, person_id: str, message_id: str, now: datetime) -> bool:
    """Notes that the person opened their message; True the first time."""
    change = (
        sa.update(inbox_message)
        .where(
            inbox_message.c.id == message_id,
            inbox_message.c.person_id == person_id,
            inbox_message.c.read_at.is_(None),
        )
        .values(read_at=now)
    )
    return connection.execute(change).rowcount == 1


def unread_count(connection: Connection, person_id: str) -> int:
    """How many messages the person has not opened."""
    query = sa.select(sa.func.count()).where(inbox_message.c.person_id == person_id, inbox_message.c.read_at.is_(None))
    return connection.execute(query).scalar_one()
