"""Systems of others that are told by webhook.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _acts()
    _endpoint()
    _sent()


def _acts() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("person_id", sa.String(36)),
        sa.Column("organisation_id", sa.String(36)),
        sa.Column("acting_for", sa.String(36)),
        sa.Column("via", sa.String(20)),
        sa.Column("before_digest", sa.String(64)),
        sa.Column("after_digest", sa.String(64)),
        sa.Column("changed", json_column(), nullable=False),
        sa.Column("detail", json_column(), nullable=False),
        sa.Column("request_id", sa.String(36)),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    op.create_index("ix_audit_entry_organisation_id_at", "audit_entry", ["organisation_id", "at"])
    op.create_table(
        "idempotency_key",
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("answer", json_column()),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name="pk_idempotency_key"),
    )
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["created_at"])


def _endpoint() -> None:
    op.create_table(
        "endpoint",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("description", sa.String(120), nullable=False),
        sa.Column("topics", json_column(), nullable=False),
        sa.Column("places", json_column(), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("old_salt", sa.String(64)),
        sa.Column("old_until", Moment),
        sa.Column("disabled_at", Moment),
        sa.Column("disabled_reason", sa.String(20)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", Moment),
        sa.Column("paused_until", Moment),
        sa.Column("busy_until", Moment),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_endpoint"),
    )
    op.create_index("ix_endpoint_organisation_id", "endpoint", ["organisation_id"])


def _sent() -> None:
    op.create_table(
        "webhook_body",
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_webhook_body"),
    )
    op.create_index("ix_webhook_body_made_at", "webhook_body", ["made_at"])
    op.create_table(
        "webhook_attempt",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("endpoint_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("problem", sa.String(40)),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_attempt"),
    )
    op.create_index("ix_webhook_attempt_endpoint_id_at", "webhook_attempt", ["endpoint_id", "at"])
    op.create_index("ix_webhook_attempt_message_id", "webhook_attempt", ["message_id"])
