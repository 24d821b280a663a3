"""Events that were taken, and what became of each for each person and channel."""

from __future__ import annotations

import sqlalchemy as sa

from shared.notifier.tables.base import metadata
from shared.plumbing.database import Moment

taken_event = sa.Table(
    "taken_event",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("sender", sa.String(10), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("message_class", sa.String(1), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("recipients", sa.Integer, nullable=False),
    sa.Column("withdrawn_reason", sa.String(80)),
    sa.Column("taken_at", Moment, nullable=False),
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("event_id", sa.String(36), sa.ForeignKey("taken_event.event_id"), nullable=False),
    sa.Column("recipient_id", sa.String(36), nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("occurrence", sa.String(80), nullable=False),
    sa.Column("sender", sa.String(10), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("message_class", sa.String(1), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("place_id", sa.String(36)),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(80)),
    # The collection that a message waits to go out with, and the digest that it went out in.
    sa.Column("batch", sa.String(40)),
    sa.Column("digest_id", sa.String(36)),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", Moment),
    sa.Column("lease_until", Moment),
    sa.Column("since", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.UniqueConstraint("event_id", "recipient_id", "channel", "occurrence"),
    sa.Index("ix_delivery_due", "state", "next_at"),
    sa.Index("ix_delivery_subject", "subject"),
    sa.Index("ix_delivery_recipient", "recipient_id", "channel", "created_at"),
    sa.Index("ix_delivery_digest", "digest_id"),
)

delivery_attempt = sa.Table(
    "delivery_attempt",
    metadata,
    sa.Column("delivery_id", sa.String(36), sa.ForeignKey("delivery.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("outcome", sa.String(20)),
    sa.Column("detail", sa.String(200)),
)
