"""The first tables of the matcher.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0001"
down_revision = None


def upgrade() -> None:
    _catalogue()
    _places_and_needs()
    _what_every_sender_has()


def _catalogue() -> None:
    op.create_table(
        "region",
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("parent_code", sa.String(10)),
        sa.PrimaryKeyConstraint("code", name="pk_region"),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("change_seq", sa.BigInteger, nullable=False),
        sa.Column("listing", sa.String(10), nullable=False),
        sa.Column("document", json_column(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("loaded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("change_seq", name="uq_source_change_seq"),
    )
    op.create_table(
        "source_version",
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("listing", sa.String(10), nullable=False),
        sa.Column("document", json_column(), nullable=False),
        sa.Column("changes", json_column(), nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "version", name="pk_source_version"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_version_source_id_source"),
    )
    op.create_table(
        "catalogue_load",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("origin", sa.String(300), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("counts", json_column(), nullable=False),
        sa.Column("problems", json_column(), nullable=False),
        sa.Column("loaded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_load"),
    )
    op.create_index("ix_catalogue_load_loaded_at", "catalogue_load", ["loaded_at"])
    counter = op.create_table(
        "change_counter",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_change_counter"),
    )
    op.bulk_insert(counter, [{"name": "region", "value": 0}, {"name": "source", "value": 0}])


def _places_and_needs() -> None:
    op.create_table(
        "place_facts",
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("facts", json_column(), nullable=False),
        sa.Column("changed_by", sa.String(36), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("place_id", name="pk_place_facts"),
    )
    op.create_table(
        "need",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("document", json_column(), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_need_state")),
    )
    op.create_index("ix_need_place_id", "need", ["place_id", "id"])


def _what_every_sender_has() -> None:
    op.create_table(
        "outbox_intent",
        sa.Column("id", sa.String(36), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name="pk_outbox_intent"),
    )
    op.create_index("ix_outbox_intent_open", "outbox_intent", ["state", "due_at"])
    op.create_index("ix_outbox_intent_subject", "outbox_intent", ["subject"])
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
