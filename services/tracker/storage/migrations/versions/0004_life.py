"""What the whole life of an application needs.

Revision ID: 0004
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _widen_first_contact_and_decision()
    _own(
        "correspondence",
        sa.Column("event", sa.String(30), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("term_ends_on", sa.Date()),
        sa.Column("weeks", sa.Integer()),
        sa.Column("counts_from", sa.Date()),
    )
    _own(
        "award_condition",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.String(200), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("met_on", sa.Date()),
        sa.Column("met_note", sa.Text(), nullable=False),
        sa.Column("met_by", sa.String(36)),
    )
    _own(
        "objection",
        sa.Column("against", sa.String(30), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("ruling", sa.String(20)),
        sa.Column("ruling_on", sa.Date()),
        sa.Column("ruling_received_on", sa.Date()),
        sa.Column("ruling_note", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.String(36)),
        sa.Column("ruled_at", Moment),
    )
    _own(
        "resubmission",
        sa.Column("former_id", sa.String(36), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["former_id"], ["application.id"], name=op.f("fk_resubmission_former_id_application")),
    )
    op.create_index(op.f("ix_resubmission_former_id"), "resubmission", ["former_id"])
    _own(
        "limit_pass",
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
    )


def _widen_first_contact_and_decision() -> None:
    for column in (
        sa.Column("document_id", sa.String(36)),
        sa.Column("reasons", json_column(), nullable=False, server_default="[]"),
        sa.Column("referred_to", sa.String(300), nullable=False, server_default=""),
        sa.Column("amount_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("may_apply_again", sa.Boolean()),
    ):
        op.add_column("decision", column)
    op.add_column("first_contact", sa.Column("way", sa.String(20), nullable=False, server_default="call"))
    op.add_column("first_contact", sa.Column("outcome", sa.String(10), nullable=False, server_default="go_on"))


def _own(table: str, *parts: sa.Column[Any] | sa.ForeignKeyConstraint) -> None:
    """A table of things that belong to an application."""
    op.create_table(
        table,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f(f"fk_{table}_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("application_id", "place_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
