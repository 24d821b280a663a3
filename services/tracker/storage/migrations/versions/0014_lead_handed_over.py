"""Joint applications: the lead handed over, who signed a part, and what is left to divide.

Revision ID: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("partnership", sa.Column("agreed_person_id", sa.String(36)))
    op.add_column("partnership", sa.Column("paper_id", sa.String(36)))
    op.add_column("partnership", sa.Column("undivided_cents", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "lead_offer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("partnership_id", sa.String(36), nullable=False),
        sa.Column("partner_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(100), nullable=False),
        sa.Column("share_cents", sa.BigInteger(), nullable=False),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.Column("document_ids", json_column(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("offered_by", sa.String(36), nullable=False),
        sa.Column("offered_at", Moment, nullable=False),
        sa.Column("answered_by", sa.String(36)),
        sa.Column("answered_at", Moment),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_lead_offer_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_lead_offer_partnership_id_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_offer")),
    )
    for column in ("application_id", "place_id", "partner_id"):
        op.create_index(op.f(f"ix_lead_offer_{column}"), "lead_offer", [column])
