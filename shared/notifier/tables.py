"""Tables of the notifier's database; seen by this module's storage files only."""

from __future__ import annotations

import sqlalchemy as sa

from shared.plumbing.database import Moment, new_metadata

metadata = new_metadata()

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

# `attempts` counts claims and never goes back: it is the fence of a claim. `since` is when trying began (again).
# `next_at` follows the clock of the program, `lease_until` that of the database.
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
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", Moment),
    sa.Column("lease_until", Moment),
    sa.Column("since", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.UniqueConstraint("event_id", "recipient_id", "channel", "occurrence"),
    sa.Index("ix_delivery_due", "state", "next_at"),
    sa.Index("ix_delivery_subject", "subject"),
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

lease_lock = sa.Table(
    "lease_lock",
    metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("holder", sa.String(80), nullable=False),
    sa.Column("until", Moment, nullable=False),
)
