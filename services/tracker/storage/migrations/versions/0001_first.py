"""The tracker's database as it starts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _application()
    _audit_entry()
    _idempotency_key()
    _outbox_intent()
    _deadline()
    _decision()
    _first_contact()
    _source_snapshot()
    _submission()
    _task()
    _reminder()


def _application() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("need_id", sa.String(100), nullable=False),
        sa.Column("need_title", sa.String(300), nullable=False),
        sa.Column("source_id", sa.String(100), nullable=False),
        sa.Column("source_name", sa.String(300), nullable=False),
        sa.Column("provider", sa.String(300), nullable=False),
        sa.Column("source_status", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger()),
        sa.Column("started_by", sa.String(36), nullable=False),
        sa.Column("author_ids", json_column(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.Column("attention_at", Moment, nullable=False),
        sa.Column("open_key", sa.String(201)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("open_key", name=op.f("uq_application_open_key")),
    )
    op.create_index("ix_application_place_id_attention_at", "application", ["place_id", "attention_at"])


def _audit_entry() -> None:
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


def _idempotency_key() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("answer", json_column()),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_created_at"), "idempotency_key", ["created_at"])


def _outbox_intent() -> None:
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


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("local_time", sa.Time()),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("precision", sa.String(10), nullable=False),
        sa.Column("basis", sa.String(10), nullable=False),
        sa.Column("source_text", sa.String(500)),
        sa.Column("closes_at", Moment, nullable=False),
        sa.Column("plan_by", Moment, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("assumed", sa.Boolean(), nullable=False),
        sa.Column("told_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_deadline_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_deadline")),
    )
    op.create_index(op.f("ix_deadline_application_id"), "deadline", ["application_id"])
    op.create_index(op.f("ix_deadline_place_id"), "deadline", ["place_id"])
    op.create_index("ix_deadline_state_closes_at", "deadline", ["state", "closes_at"])


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("amount_cents", sa.BigInteger()),
        sa.Column("letter_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_decision_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_application_id"), "decision", ["application_id"])
    op.create_index(op.f("ix_decision_place_id"), "decision", ["place_id"])


def _first_contact() -> None:
    op.create_table(
        "first_contact",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("spoken_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_first_contact_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_contact")),
    )
    op.create_index(op.f("ix_first_contact_application_id"), "first_contact", ["application_id"])
    op.create_index(op.f("ix_first_contact_place_id"), "first_contact", ["place_id"])


def _source_snapshot() -> None:
    op.create_table(
        "source_snapshot",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("source_id", sa.String(100), nullable=False),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("taken_at", Moment, nullable=False),
        sa.Column("snapshot", json_column(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_source_snapshot_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_snapshot")),
    )
    op.create_index(op.f("ix_source_snapshot_application_id"), "source_snapshot", ["application_id"])
    op.create_index(op.f("ix_source_snapshot_place_id"), "source_snapshot", ["place_id"])


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("happened_at", Moment, nullable=False),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_submission_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index(op.f("ix_submission_application_id"), "submission", ["application_id"])
    op.create_index(op.f("ix_submission_place_id"), "submission", ["place_id"])


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("done_at", Moment),
        sa.Column("done_by", sa.String(36)),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_task_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("application_id", "kind", "code", name=op.f("uq_task_application_id_kind_code")),
    )
    op.create_index(op.f("ix_task_application_id"), "task", ["application_id"])
    op.create_index(op.f("ix_task_place_id"), "task", ["place_id"])


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("deadline_id", sa.String(36), nullable=False),
        sa.Column("deadline_version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("useful_until", Moment, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("closed_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_reminder_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["deadline_id", "deadline_version"],
            ["deadline.id", "deadline.version"],
            name=op.f("fk_reminder_deadline_id_deadline_version_deadline"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "deadline_id",
            "deadline_version",
            "offset_days",
            name=op.f("uq_reminder_deadline_id_deadline_version_offset_days"),
        ),
    )
    op.create_index(op.f("ix_reminder_application_id"), "reminder", ["application_id"])
    op.create_index(op.f("ix_reminder_place_id"), "reminder", ["place_id"])
    op.create_index("ix_reminder_state_due_at", "reminder", ["state", "due_at"])
