"""Messages that are held back until a person lets them go.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(40)),
        sa.Column("message_class", sa.String(1)),
        sa.Column("channel", sa.String(20)),
        sa.Column("cause", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("mark", sa.String(120)),
        sa.Column("set_by", sa.String(36)),
        sa.Column("set_at", Moment, nullable=False),
        sa.Column("lifted_by", sa.String(36)),
        sa.Column("lifted_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
        sa.UniqueConstraint("mark", name="uq_hold_mark"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeat"),
    )
    op.create_table(
        "sent_before",
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sent_before"),
    )
