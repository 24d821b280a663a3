"""Deadlines of every kind.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("deadline", sa.Column("about_id", sa.String(36)))
    # Nobody wrote down who told the earlier dates: none of them is overwritten by the catalogue.
    op.add_column("deadline", sa.Column("origin", sa.String(10), nullable=False, server_default="person"))
    op.create_index("ix_deadline_place_id_state_plan_by", "deadline", ["place_id", "state", "plan_by"])
    # Sources that changed are looked for by name.
    op.create_index(op.f("ix_application_source_id"), "application", ["source_id"])
    _grace()
    _source_change()


def _grace() -> None:
    op.create_table(
        "grace",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_grace_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grace")),
    )
    op.create_index(op.f("ix_grace_application_id"), "grace", ["application_id"])
    op.create_index(op.f("ix_grace_place_id"), "grace", ["place_id"])


def _source_change() -> None:
    op.create_table(
        "source_change",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("old_text", sa.String(200)),
        sa.Column("local_date", sa.Date()),
        sa.Column("local_time", sa.Time()),
        sa.Column("basis", sa.String(10)),
        sa.Column("source_text", sa.String(500)),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("fit", sa.String(20)),
        sa.Column("starts_on", sa.Date()),
        sa.Column("earliest", sa.Date()),
        sa.Column("heard_at", Moment, nullable=False),
        sa.Column("told_at", Moment),
        sa.Column("settled_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_source_change_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_change")),
        sa.UniqueConstraint(
            "application_id",
            "source_id",
            "source_version",
            name=op.f("uq_source_change_application_id_source_id_source_version"),
        ),
    )
    op.create_index(op.f("ix_source_change_application_id"), "source_change", ["application_id"])
    op.create_index(op.f("ix_source_change_place_id"), "source_change", ["place_id"])
