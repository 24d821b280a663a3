"""Catalogue care: proposals of changes, and what givers answered when they were asked.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "source_proposal",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("source_name", sa.String(300), nullable=False),
        sa.Column("base_version", sa.Integer, nullable=False),
        sa.Column("changes", json_column(), nullable=False),
        sa.Column("seen_url", sa.String(1000)),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("accepted", json_column(), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.String(36)),
        sa.Column("decided_at", Moment),
        sa.Column("published_version", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_source_proposal"),
        sa.CheckConstraint("state IN ('open', 'accepted', 'partly', 'refused')", name=op.f("ck_source_proposal_state")),
    )
    op.create_index("ix_source_proposal_state_id", "source_proposal", ["state", "id"])
    op.create_index("ix_source_proposal_proposed_by_id", "source_proposal", ["proposed_by", "id"])
    op.create_index("ix_source_proposal_source_id", "source_proposal", ["source_id"])
    op.create_table(
        "source_check",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("heard", sa.String(15), nullable=False),
        sa.Column("told_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("via", sa.String(20)),
        sa.Column("checked_by", sa.String(36), nullable=False),
        sa.Column("checked_at", Moment, nullable=False),
        sa.Column("version_before", sa.Integer, nullable=False),
        sa.Column("version_after", sa.Integer, nullable=False),
        sa.Column("undone_by", sa.String(36)),
        sa.Column("undone_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_source_check"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_check_source_id_source"),
        sa.CheckConstraint("heard IN ('open', 'closed', 'not_reached')", name=op.f("ck_source_check_heard")),
    )
    op.create_index("ix_source_check_source_id_checked_at", "source_check", ["source_id", "checked_at"])
    op.create_index("ix_source_check_checked_at", "source_check", ["checked_at"])
