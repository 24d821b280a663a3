"""Seasons of rest that can be changed, and people on leave with a stand-in.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("season_of_rest", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.create_table(
        "leave",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("stand_in_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36)),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_leave_person_id_person"),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name="fk_leave_stand_in_id_person"),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name="fk_leave_place_id_organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_leave"),
    )
    op.create_index("ix_leave_person_id", "leave", ["person_id"])
    op.create_index("ix_leave_stand_in_id", "leave", ["stand_in_id"])
