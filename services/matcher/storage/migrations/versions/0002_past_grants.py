"""Decisions of the past, from published registers.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "past_grant",
        sa.Column("origin", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("scheme", sa.String(300), nullable=False),
        sa.Column("decider", sa.String(300), nullable=False),
        sa.Column("theme", sa.String(300), nullable=False),
        sa.Column("periodicity", sa.String(300), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("asked_cents", sa.BigInteger, nullable=False),
        sa.Column("granted_cents", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("origin", "number", name="pk_past_grant"),
    )
