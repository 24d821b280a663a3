"""Activity records, reports, changes of plan and repayment.

Revision ID: 0009
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0009"
down_revision = "0008"

NONE: Mapping[str, str] = {}


def upgrade() -> None:
    _table(
        "award_terms",
        sa.Column("settling", sa.String(20)),
        sa.Column("content", sa.Boolean(), nullable=False),
        sa.Column("finance", sa.Boolean(), nullable=False),
        sa.Column("receipts", sa.Boolean(), nullable=False),
        sa.Column("auditor", sa.Boolean(), nullable=False),
        sa.Column("lessons", sa.Boolean(), nullable=False),
        sa.Column("guarantee", sa.Boolean(), nullable=False),
        sa.Column("spot_check", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("spend_before", sa.Date()),
        sa.Column("report_on", sa.Date()),
        sa.Column("report_weeks", sa.Integer()),
        sa.Column("keep_until", sa.Date()),
        sa.Column("interim_on", json_column(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        of={"application_id": "application"},
    )
    _table(
        "plan_change",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("moved_cents", sa.BigInteger()),
        sa.Column("report_on", sa.Date()),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("letter_on", sa.Date()),
        sa.Column("received_on", sa.Date()),
        sa.Column("answered_by", sa.String(36)),
        sa.Column("answered_at", Moment),
        of={"application_id": "application"},
    )
    _table(
        "settlement",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("final_cents", sa.BigInteger(), nullable=False),
        sa.Column("ground", sa.String(20)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("eligible_cents", sa.BigInteger()),
        sa.Column("other_income_cents", sa.BigInteger()),
        sa.Column("letter_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date()),
        sa.Column("spot_check", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        of={"application_id": "application"},
    )
    _table(
        "claim",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("letter_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment),
        of={"application_id": "application"},
    )
    _table(
        "claim_term",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        of={"claim_id": "claim", "application_id": "application"},
    )
    _table(
        "repayment",
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        of={"claim_id": "claim", "application_id": "application"},
    )
    _table(
        "report",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("from_on", sa.Date()),
        sa.Column("until_on", sa.Date()),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("left_out", json_column(), nullable=False),
        sa.Column("photo_ids", json_column(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(36)),
        sa.Column("signed_at", Moment),
        sa.Column("sent_times", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        of={"application_id": "application"},
    )
    _table(
        "sent_report",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("body", json_column(), nullable=False),
        sa.Column("signed_by", sa.String(36), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_sent_report_report_id_number")),
        of={"report_id": "report", "application_id": "application"},
    )
    _table(
        "late_step",
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("closed_at", Moment),
        of={"report_id": "report", "application_id": "application"},
    )
    op.create_index("ix_late_step_state_due_at", "late_step", ["state", "due_at"])
    _table(
        "activity",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("removed_at", Moment),
        by_place=False,
    )
    op.create_index("ix_activity_place_id_happened_on", "activity", ["place_id", "happened_on"])
    _table(
        "activity_application",
        of={"activity_id": "activity", "application_id": "application"},
        key=("activity_id", "application_id"),
    )
    _table(
        "activity_cost",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.String(36)),
        of={"activity_id": "activity"},
    )
    _table(
        "cost_share",
        sa.Column("cents", sa.BigInteger(), nullable=False),
        of={"cost_id": "activity_cost", "application_id": "application"},
        key=("cost_id", "application_id"),
    )
    _table(
        "activity_photo",
        sa.Column("stored_as", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(36), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.UniqueConstraint("stored_as", name=op.f("uq_activity_photo_stored_as")),
        of={"activity_id": "activity"},
        maybe_of={"cost_id": "activity_cost"},
    )


def _table(
    name: str,
    *parts: sa.Column[object] | sa.UniqueConstraint,
    key: tuple[str, ...] = ("id",),
    of: Mapping[str, str] = NONE,
    maybe_of: Mapping[str, str] = NONE,
    by_place: bool = True,
) -> None:
    """A table of things of a place. `of`: the tables that its columns point to; each is found quickly by them."""
    columns = [sa.Column("id", sa.String(36), nullable=False)] if key == ("id",) else []
    columns += [sa.Column(column, sa.String(36), nullable=column in maybe_of) for column in (*of, *maybe_of)]
    pointers = [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}_{table}"))
        for column, table in (*of.items(), *maybe_of.items())
    ]
    op.create_table(
        name,
        *columns,
        sa.Column("place_id", sa.String(36), nullable=False),
        *parts,
        *pointers,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
    )
    for column in (*of, *(("place_id",) if by_place else ())):
        if column != key[0]:
            op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
