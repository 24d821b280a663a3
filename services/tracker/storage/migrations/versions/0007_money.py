"""Instalments and payout addresses.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _instalment_plans()
    _instalments()
    _credits()
    _payout_accounts()


def _instalment_plans() -> None:
    op.create_table(
        "instalment_plan",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("advance_percent", sa.Integer()),
        sa.Column("needs_letter", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("letter_sent_on", sa.Date()),
        sa.Column("final_cents", sa.BigInteger()),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_instalment_plan_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment_plan")),
        sa.UniqueConstraint("application_id", name=op.f("uq_instalment_plan_application_id")),
    )
    op.create_index(op.f("ix_instalment_plan_application_id"), "instalment_plan", ["application_id"])
    op.create_index(op.f("ix_instalment_plan_place_id"), "instalment_plan", ["place_id"])


def _instalments() -> None:
    op.create_table(
        "instalment",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("comes", sa.String(20), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("expected_on", sa.Date()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("late_told_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_instalment_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
        sa.UniqueConstraint("application_id", "position", name=op.f("uq_instalment_application_id_position")),
    )
    op.create_index(op.f("ix_instalment_application_id"), "instalment", ["application_id"])
    op.create_index(op.f("ix_instalment_place_id"), "instalment", ["place_id"])
    op.create_index("ix_instalment_state_expected_on", "instalment", ["state", "expected_on"])


def _credits() -> None:
    op.create_table(
        "credit",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("instalment_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("taken_back_at", Moment),
        sa.Column("taken_back_by", sa.String(36)),
        sa.Column("taken_back_reason", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["instalment_id"], ["instalment.id"], name=op.f("fk_credit_instalment_id_instalment")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_credit_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit")),
    )
    for column in ("instalment_id", "application_id", "place_id"):
        op.create_index(op.f(f"ix_credit_{column}"), "credit", [column])


def _payout_accounts() -> None:
    op.create_table(
        "payout_account",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("iban", sa.String(34), nullable=False),
        sa.Column("holder", sa.String(140), nullable=False),
        sa.Column("owner", sa.String(20), nullable=False),
        sa.Column("holder_matches", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("proposed_by", sa.String(36), nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        sa.Column("approved_by", sa.String(36)),
        sa.Column("approved_at", Moment),
        sa.Column("called_name", sa.String(120), nullable=False),
        sa.Column("called_number", sa.String(30), nullable=False),
        sa.Column("called_on", sa.Date()),
        sa.Column("approval_reason", sa.String(500), nullable=False),
        sa.Column("usable_from", Moment),
        sa.Column("active_at", Moment),
        sa.Column("closed_at", Moment),
        sa.Column("closed_by", sa.String(36)),
        sa.Column("close_reason", sa.String(500), nullable=False),
        sa.Column("waiting_key", sa.String(36)),
        sa.Column("active_key", sa.String(36)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_account")),
        sa.UniqueConstraint("waiting_key", name=op.f("uq_payout_account_waiting_key")),
        sa.UniqueConstraint("active_key", name=op.f("uq_payout_account_active_key")),
    )
    op.create_index(op.f("ix_payout_account_place_id"), "payout_account", ["place_id"])
    op.create_index("ix_payout_account_state_usable_from", "payout_account", ["state", "usable_from"])
