"""What became of applications, as the tracker tells it.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "event_inbox",
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("application_version", sa.Integer, nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_inbox"),
    )
    op.create_table(
        "source_outcome",
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("application_version", sa.Integer, nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("need_id", sa.String(100), nullable=False),
        sa.Column("source_id", sa.String(120), nullable=False),
        sa.Column("source_version", sa.Integer, nullable=False),
        sa.Column("provider_kind", sa.String(40), nullable=False),
        sa.Column("money_from", json_column(), nullable=False),
        sa.Column("legal_person", sa.String(8)),
        sa.Column("standing", sa.String(30), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("asked_cents", sa.BigInteger),
        sa.Column("granted_cents", sa.BigInteger),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("application_id", name="pk_source_outcome"),
    )
    op.create_index("ix_source_outcome_place_id", "source_outcome", ["place_id"])
    op.create_index("ix_source_outcome_legal_person", "source_outcome", ["legal_person"])
    counter = sa.table("change_counter", sa.column("name", sa.String), sa.column("value", sa.BigInteger))
    op.bulk_insert(counter, [{"name": "outcome", "value": 0}])
