"""Budgets and funding plans.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _budget()
    _budget_version()
    _budget_freeze()
    _funder_note()


def _budget() -> None:
    op.create_table(
        "budget",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("need_id", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", json_column(), nullable=False),
        sa.Column("accepted_gap_cents", sa.BigInteger()),
        sa.Column("gap_reason", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.String(36), nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget")),
        sa.UniqueConstraint("place_id", "need_id", name=op.f("uq_budget_place_id_need_id")),
    )


def _budget_version() -> None:
    op.create_table(
        "budget_version",
        sa.Column("budget_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("content", json_column(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.id"], name=op.f("fk_budget_version_budget_id_budget")),
        sa.PrimaryKeyConstraint("budget_id", "number", name=op.f("pk_budget_version")),
    )
    op.create_index(op.f("ix_budget_version_place_id"), "budget_version", ["place_id"])


def _budget_freeze() -> None:
    op.create_table(
        "budget_freeze",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("budget_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("frozen_by", sa.String(36), nullable=False),
        sa.Column("frozen_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_budget_freeze_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["budget_id", "number"],
            ["budget_version.budget_id", "budget_version.number"],
            name=op.f("fk_budget_freeze_budget_id_budget_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_freeze")),
    )
    op.create_index(op.f("ix_budget_freeze_application_id"), "budget_freeze", ["application_id"])
    op.create_index(op.f("ix_budget_freeze_place_id"), "budget_freeze", ["place_id"])


def _funder_note() -> None:
    op.create_table(
        "funder_note",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("decided_id", sa.String(36), nullable=False),
        sa.Column("awarded_cents", sa.BigInteger(), nullable=False),
        sa.Column("over_cents", sa.BigInteger(), nullable=False),
        sa.Column("line_texts", json_column(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("closed_at", Moment),
        sa.Column("closed_by", sa.String(36)),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_funder_note_application_id_application")
        ),
        sa.ForeignKeyConstraint(["decided_id"], ["application.id"], name=op.f("fk_funder_note_decided_id_application")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_note")),
    )
    op.create_index(op.f("ix_funder_note_application_id"), "funder_note", ["application_id"])
    op.create_index(op.f("ix_funder_note_decided_id"), "funder_note", ["decided_id"])
    op.create_index(op.f("ix_funder_note_place_id"), "funder_note", ["place_id"])
