"""Storage of the demo's mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.notifier.insert import insert_new
from shared.notifier.tables import mailbox_message

MOST_SHOWN = 100


@dataclass(frozen=True)
class MailboxMessage:
    """One mail that would have been sent."""

    id: str
    message_id: str
    sender: str
    recipient: str
    title: str
    text: str
    html: str
    created_at: datetime


def add(connection: Connection, mail_id: str, mail: EmailMessage, address: str, now: datetime) -> None:
    """Keeps a mail; the first one under an id stays."""
    row = {
        "id": mail_id,
        "message_id": str(mail["Message-ID"]),
        "sender": str(mail["From"]),
        "recipient": address,
        "title": str(mail["Subject"])[:500],
        "text": _part(mail, "plain"),
        "html": _part(mail, "html"),
        "created_at": now,
    }
    insert_new(connection, mailbox_message, [row])


def newest(connection: Connection) -> Sequence[MailboxMessage]:
    """All mails, newest first."""
    query = sa.select(mailbox_message).order_by(mailbox_message.c.created_at.desc(), mailbox_message.c.id.desc())
    return [MailboxMessage(**row._mapping) for row in connection.execute(query.limit(MOST_SHOWN))]


def find(connection: Connection, mail_id: str) -> MailboxMessage | None:
    """One mail."""
    row = connection.execute(sa.select(mailbox_message).where(mailbox_message.c.id == mail_id)).one_or_none()
    return None if row is None else MailboxMessage(**row._mapping)


def _part(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    return "" if part is None else str(part.get_content())
