"""Systems of others that are told by webhook, what each was sent and how it answered."""

from __future__ import annotations

import sqlalchemy as sa

from shared.notifier.tables.base import metadata
from shared.plumbing.database import Moment, json_column

endpoint = sa.Table(
    "endpoint",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("organisation_id", sa.String(36), nullable=False),
    sa.Column("url", sa.String(2000), nullable=False),
    sa.Column("description", sa.String(120), nullable=False),
    # Lists of codes and of ids; no places means: all of the organisation.
    sa.Column("topics", json_column(), nullable=False),
    sa.Column("places", json_column(), nullable=False),
    # Secrets are made from these and the key of the suite; a secret itself is nowhere.
    sa.Column("salt", sa.String(64), nullable=False),
    sa.Column("old_salt", sa.String(64)),
    sa.Column("old_until", Moment),
    sa.Column("disabled_at", Moment),
    sa.Column("disabled_reason", sa.String(20)),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("failing_since", Moment),
    sa.Column("paused_until", Moment),
    sa.Column("busy_until", Moment),
    sa.Column("created_by", sa.String(36), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("ix_endpoint_organisation_id", "organisation_id"),
)

# What a receiver gets is the same on every try: a receiver can tell doubles by it.
webhook_body = sa.Table(
    "webhook_body",
    metadata,
    sa.Column("message_id", sa.String(36), primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False, index=True),
)

webhook_attempt = sa.Table(
    "webhook_attempt",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("endpoint_id", sa.String(36), nullable=False),
    # The delivery that was sent, or the id of a test message.
    sa.Column("message_id", sa.String(36), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("problem", sa.String(40)),
    sa.Column("milliseconds", sa.Integer, nullable=False),
    sa.Column("answer", sa.String(200), nullable=False),
    sa.Index("ix_webhook_attempt_endpoint_id_at", "endpoint_id", "at"),
    sa.Index("ix_webhook_attempt_message_id", "message_id"),
)
