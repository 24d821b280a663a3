"""The people database as it starts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_organisation_id_at", "audit_entry", ["organisation_id", "at"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    op.create_table(
        "idempotency_key",
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("answer", json_column()),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["created_at"])
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("legal_form", sa.String(40)),
        sa.Column("kvk_number", sa.String(8)),
        sa.Column("area_code", sa.String(20)),
        sa.Column("coalition_id", sa.String(36)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.CheckConstraint(
            "kind IN ('place', 'partner', 'funder', 'network', 'coalition')", name=op.f("ck_organisation_kind")
        ),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["organisation.id"], name=op.f("fk_organisation_coalition_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index("ix_organisation_coalition_id", "organisation", ["coalition_id"])
    op.create_table(
        "outbox_intent",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("place_id", sa.String(36)),
        sa.Column("person_id", sa.String(36)),
        sa.Column("occurrence", sa.String(80), server_default="", nullable=False),
        sa.Column("data", json_column(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("useful_until", Moment),
        sa.Column("state", sa.String(10), server_default="open", nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("taken_at", Moment),
        sa.Column("withdrawn_at", Moment),
        sa.Column("withdrawn_reason", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_intent")),
    )
    op.create_index("ix_outbox_intent_open", "outbox_intent", ["state", "due_at"])
    op.create_index("ix_outbox_intent_subject", "outbox_intent", ["subject"])
    op.create_table(
        "person",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), server_default="", nullable=False),
        sa.Column("language", sa.String(2), server_default="nl", nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("disabled_at", Moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "rate_hit",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("limit_name", sa.String(30), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_hit")),
    )
    op.create_index("ix_rate_hit_counted", "rate_hit", ["limit_name", "key_hash", "at"])
    op.create_table(
        "service_nonce",
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_service_nonce")),
    )
    op.create_index("ix_service_nonce_seen_at", "service_nonce", ["seen_at"])
    op.create_table(
        "challenge",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("person_id", sa.String(36)),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("next_path", sa.String(500), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("used_at", Moment),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_challenge_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    op.create_index("ix_challenge_created_at", "challenge", ["created_at"])
    op.create_table(
        "mandate",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("acts", json_column(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("given_by", sa.String(36)),
        sa.Column("given_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_mandate_given_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mandate_person_id_person")),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name=op.f("fk_mandate_place_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    op.create_index("ix_mandate_person_id", "mandate", ["person_id"])
    op.create_index("ix_mandate_place_id", "mandate", ["place_id"])
    op.create_table(
        "membership",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(15), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.CheckConstraint(
            "role IN ('member', 'board', 'volunteer', 'coordinator', 'funder', 'administrator')",
            name=op.f("ck_membership_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "organisation_id", "role", name=op.f("uq_membership_person_id_organisation_id_role")
        ),
    )
    op.create_index("ix_membership_organisation_id", "membership", ["organisation_id"])
    op.create_table(
        "season_of_rest",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_season_of_rest_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_of_rest")),
    )
    op.create_index("ix_season_of_rest_organisation_id", "season_of_rest", ["organisation_id"])
    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("means", sa.String(10), nullable=False),
        sa.Column("signed_in_at", Moment, nullable=False),
        sa.Column("strong_at", Moment),
        sa.Column("last_seen_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.Column("end_reason", sa.String(20)),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id_person")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_session")),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])
