"""Messages as people see them: their inbox, and in the demo the mailbox of everybody."""

from __future__ import annotations

import sqlalchemy as sa

from shared.notifier.tables.base import metadata
from shared.plumbing.database import Moment

inbox_message = sa.Table(
    "inbox_message",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("person_id", sa.String(36), nullable=False),
    sa.Column("place_id", sa.String(36)),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("link", sa.String(500)),
    sa.Column("link_label", sa.String(100)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("read_at", Moment),
    sa.Index("ix_inbox_message_person", "person_id", "created_at"),
)

mailbox_message = sa.Table(
    "mailbox_message",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("message_id", sa.String(200), nullable=False),
    sa.Column("sender", sa.String(320), nullable=False),
    sa.Column("recipient", sa.String(320), nullable=False),
    sa.Column("title", sa.String(500), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False, index=True),
)
