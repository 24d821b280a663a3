"""What follows an award: its terms, changes of plan, settlements, claims and money that goes back."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

award_terms = sa.Table(
    "award_terms",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("settling", sa.String(20)),
    sa.Column("content", sa.Boolean, nullable=False),
    sa.Column("finance", sa.Boolean, nullable=False),
    sa.Column("receipts", sa.Boolean, nullable=False),
    sa.Column("auditor", sa.Boolean, nullable=False),
    sa.Column("lessons", sa.Boolean, nullable=False),
    sa.Column("guarantee", sa.Boolean, nullable=False),
    sa.Column("spot_check", sa.Boolean, nullable=False),
    sa.Column("begins_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("start_before", sa.Date),
    sa.Column("spend_before", sa.Date),
    sa.Column("report_on", sa.Date),
    sa.Column("report_weeks", sa.Integer),
    sa.Column("keep_until", sa.Date),
    sa.Column("interim_on", json_column(), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("questions", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

plan_change = sa.Table(
    "plan_change",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("asked_on", sa.Date, nullable=False),
    sa.Column("moved_cents", sa.BigInteger),
    sa.Column("report_on", sa.Date),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("letter_on", sa.Date),
    sa.Column("received_on", sa.Date),
    sa.Column("answered_by", sa.String(36)),
    sa.Column("answered_at", Moment),
)

settlement = sa.Table(
    "settlement",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("final_cents", sa.BigInteger, nullable=False),
    sa.Column("ground", sa.String(20)),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("eligible_cents", sa.BigInteger),
    sa.Column("other_income_cents", sa.BigInteger),
    sa.Column("letter_on", sa.Date, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("keep_until", sa.Date),
    sa.Column("spot_check", sa.Boolean, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

claim = sa.Table(
    "claim",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("letter_on", sa.Date, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("closed_reason", sa.Text, nullable=False),
    sa.Column("closed_at", Moment),
)


def _of_claim() -> sa.Column[str]:
    return sa.Column("claim_id", sa.String(36), sa.ForeignKey("claim.id"), nullable=False, index=True)


claim_term = sa.Table(
    "claim_term",
    metadata,
    new_key(),
    _of_claim(),
    of_application(),
    of_place(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
)

repayment = sa.Table(
    "repayment",
    metadata,
    new_key(),
    _of_claim(),
    of_application(),
    of_place(),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("paid_on", sa.Date, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)
