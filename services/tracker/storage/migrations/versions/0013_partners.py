"""Joint applications: the parts of partners, and what stands behind an application.

Revision ID: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "partnership",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("partner_id", sa.String(36)),
        sa.Column("partner_name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.Column("share_cents", sa.BigInteger(), nullable=False),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("agreed_digest", sa.String(64), nullable=False),
        sa.Column("agreed_by", sa.String(200), nullable=False),
        sa.Column("agreed_on", sa.Date()),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_partnership_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
    )
    for column in ("application_id", "place_id", "partner_id"):
        op.create_index(op.f(f"ix_partnership_{column}"), "partnership", [column])
    op.create_table(
        "backing",
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("receiver", sa.String(200), nullable=False),
        sa.Column("supporters", sa.Integer()),
        sa.Column("counted_on", sa.Date()),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_backing_application_id_application")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_backing")),
    )
    op.create_index(op.f("ix_backing_place_id"), "backing", ["place_id"])
