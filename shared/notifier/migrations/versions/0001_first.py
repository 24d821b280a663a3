"""The first tables of the notifier."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "inbox_message",
        sa.Column("id", sa.String(36)),
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
        sa.PrimaryKeyConstraint("id", name="pk_inbox_message"),
    )
    op.create_index("ix_inbox_message_person", "inbox_message", ["person_id", "created_at"])
    op.create_table(
        "lease_lock",
        sa.Column("name", sa.String(40)),
        sa.Column("holder", sa.String(80), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease_lock"),
    )
    op.create_table(
        "mailbox_message",
        sa.Column("id", sa.String(36)),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("sender", sa.String(320), nullable=False),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailbox_message"),
    )
    op.create_index("ix_mailbox_message_created_at", "mailbox_message", ["created_at"])
    op.create_table(
        "taken_event",
        sa.Column("event_id", sa.String(36)),
        sa.Column("sender", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("message_class", sa.String(1), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("recipients", sa.Integer, nullable=False),
        sa.Column("withdrawn_reason", sa.String(80)),
        sa.Column("taken_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_taken_event"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(36)),
        sa.Column("event_id", sa.String(36), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.ForeignKeyConstraint(["event_id"], ["taken_event.event_id"], name="fk_delivery_event_id_taken_event"),
        sa.UniqueConstraint(
            "event_id",
            "recipient_id",
            "channel",
            "occurrence",
            name="uq_delivery_event_id_recipient_id_channel_occurrence",
        ),
    )
    op.create_index("ix_delivery_due", "delivery", ["state", "next_at"])
    op.create_index("ix_delivery_subject", "delivery", ["subject"])
    op.create_table(
        "delivery_attempt",
        sa.Column("delivery_id", sa.String(36)),
        sa.Column("number", sa.Integer),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("outcome", sa.String(20)),
        sa.Column("detail", sa.String(200)),
        sa.PrimaryKeyConstraint("delivery_id", "number", name="pk_delivery_attempt"),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_delivery_attempt_delivery_id_delivery"),
    )
