"""Addresses that mail no longer goes to.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "stopped_address",
        sa.Column("address_key", sa.String(64), nullable=False),
        sa.Column("masked", sa.String(320), nullable=False),
        sa.Column("person_id", sa.String(36)),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("lifted_at", Moment),
        sa.Column("lifted_by", sa.String(36)),
        sa.Column("lift_reason", sa.String(300)),
        sa.Column("told_at", Moment),
        sa.PrimaryKeyConstraint("address_key", name="pk_stopped_address"),
    )
    op.create_index("ix_stopped_address_person", "stopped_address", ["person_id"])
    op.create_table(
        "refused_mail",
        sa.Column("delivery_id", sa.String(36), nullable=False),
        sa.Column("address_key", sa.String(64), nullable=False),
        sa.Column("refused_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_refused_mail"),
    )
    op.create_index("ix_refused_mail_address", "refused_mail", ["address_key", "refused_at"])
    op.create_table(
        "mail_report",
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("signature", name="pk_mail_report"),
    )
