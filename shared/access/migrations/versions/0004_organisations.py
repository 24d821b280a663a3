"""Invitations, mandates that are asked for, what a place shares, and places in trust.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_columns()
    _add_invitations()
    _add_mandate_requests()
    _add_sharing()
    _add_claims()


def _add_columns() -> None:
    for name in ("in_trust_since", "trust_asked_at", "archived_at", "claimed_at"):
        op.add_column("organisation", sa.Column(name, Moment))
    op.add_column("mandate", sa.Column("in_trust", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("mandate", sa.Column("end_told_at", Moment))
    for name, size in (("paper", 40), ("paper_name", 120), ("paper_kind", 10)):
        op.add_column("mandate", sa.Column(name, sa.String(size)))


def _add_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", sa.String(15), nullable=False),
        sa.Column("invited_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("answer", sa.String(10)),
        sa.Column("answered_at", Moment),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_invitation_organisation_id_organisation"
        ),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name="fk_invitation_invited_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
    )
    op.create_index("ix_invitation_organisation_id", "invitation", ["organisation_id"])
    op.create_index("ix_invitation_email", "invitation", ["email"])


def _add_mandate_requests() -> None:
    op.create_table(
        "mandate_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("acts", json_column(), nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("answer", sa.String(10)),
        sa.Column("answered_at", Moment),
        sa.Column("answered_by", sa.String(36)),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name="fk_mandate_request_place_id_organisation"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mandate_request_person_id_person"),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name="fk_mandate_request_answered_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_mandate_request"),
    )
    op.create_index("ix_mandate_request_place_id", "mandate_request", ["place_id"])
    op.create_index("ix_mandate_request_person_id", "mandate_request", ["person_id"])


def _add_sharing() -> None:
    op.create_table(
        "sharing",
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("fact_group", sa.String(20), nullable=False),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("told_by", sa.String(36), nullable=False),
        sa.Column("told_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name="fk_sharing_place_id_organisation"),
        sa.ForeignKeyConstraint(["told_by"], ["person.id"], name="fk_sharing_told_by_person"),
        sa.PrimaryKeyConstraint("place_id", "fact_group", "audience", name="pk_sharing"),
    )


def _add_claims() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organisation_id", sa.String(36), nullable=False),
        sa.Column("handle", sa.String(8), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("tries_left", sa.Integer, nullable=False),
        sa.Column("used_at", Moment),
        sa.Column("used_by", sa.String(36)),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_claim_organisation_id_organisation"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_claim_made_by_person"),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name="fk_claim_used_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sa.UniqueConstraint("handle", name="uq_claim_handle"),
    )
    op.create_index("ix_claim_organisation_id", "claim", ["organisation_id"])
