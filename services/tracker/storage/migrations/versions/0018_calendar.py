"""Calendar feeds: a secret per person, and when a deadline ended.

Revision ID: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("deadline", sa.Column("ended_at", Moment))
    op.create_table(
        "calendar_secret",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("secret_hash", sa.String(64)),
        sa.Column("made_at", Moment),
        sa.Column("last_read_at", Moment),
        sa.Column("place_ids", json_column(), nullable=False),
        sa.Column("alarm_days", json_column(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_secret")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_secret_secret_hash")),
    )
