"""What the matcher must hear of applications.

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
        "matcher_event",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("application_version", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("body", json_column(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment),
        sa.Column("problem", sa.String(80)),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_matcher_event_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matcher_event")),
        sa.UniqueConstraint(
            "application_id", "application_version", name=op.f("uq_matcher_event_application_id_application_version")
        ),
    )
    op.create_index(op.f("ix_matcher_event_application_id"), "matcher_event", ["application_id"])
    op.create_index(op.f("ix_matcher_event_place_id"), "matcher_event", ["place_id"])
    op.create_index("ix_matcher_event_state_due_at", "matcher_event", ["state", "due_at"])
