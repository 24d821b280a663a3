"""A log that can't be changed, keys of people, and requests about their data.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.audit.first_chain import begin_chains
from shared.plumbing.database import Moment, json_column

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    begin_chains()
    op.create_table(
        "person_key",
        sa.Column("person_id", sa.String(36), nullable=False),
        # NULL after it was destroyed.
        sa.Column("wrapped", sa.LargeBinary),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("destroyed_at", Moment),
        sa.PrimaryKeyConstraint("person_id", name="pk_person_key"),
    )
    op.create_table(
        "erased_address",
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("erased_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name="pk_erased_address"),
    )
    op.create_table(
        "privacy_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(15), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("held_back", json_column(), nullable=False),
        sa.Column("decided_by", sa.String(36)),
        sa.Column("decided_at", Moment),
        sa.Column("reason", sa.String(1000), nullable=False, server_default=""),
        sa.Column("executed_by", sa.String(36)),
        sa.Column("done_at", Moment),
        sa.Column("file", sa.String(40)),
        sa.Column("expires_at", Moment),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.CheckConstraint("kind IN ('access', 'erasure')", name="ck_privacy_request_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_privacy_request"),
    )
    op.create_index("ix_privacy_request_person_id", "privacy_request", ["person_id"])
    op.create_index("ix_privacy_request_state", "privacy_request", ["state"])
