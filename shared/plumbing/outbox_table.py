"""The table in which a sender writes what people should hear, inside the transaction of the change itself."""

from __future__ import annotations

import sqlalchemy as sa

from shared.plumbing.database import Moment, json_column


def define_outbox(metadata: sa.MetaData) -> sa.Table:
    """Adds `outbox_intent` to a sender's database. Rules of use: shared/outbox.

    `state`: open, taken (the notifier holds deliveries for it) or parked (a version it does not know). `withdrawn_at`
    may be set in any state by the owner, in the transaction that makes the message stale; it is read again at the
    moment of sending.
    """
    return sa.Table(
        "outbox_intent",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("place_id", sa.String(36)),
        sa.Column("person_id", sa.String(36)),
        sa.Column("occurrence", sa.String(80), nullable=False, server_default=""),
        sa.Column("data", json_column(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("useful_until", Moment),
        sa.Column("state", sa.String(10), nullable=False, server_default="open"),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("taken_at", Moment),
        sa.Column("withdrawn_at", Moment),
        sa.Column("withdrawn_reason", sa.String(80)),
        sa.Index("ix_outbox_intent_open", "state", "due_at"),
        sa.Index("ix_outbox_intent_subject", "subject"),
    )
