"""Budgets of projects, their frozen versions, and prepared messages to funders."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

# One per need of a place. `version` guards changes; `number` is that of the newest frozen version, 0 without one.
budget = sa.Table(
    "budget",
    metadata,
    new_key(),
    sa.Column("place_id", sa.String(36), nullable=False),
    sa.Column("need_id", sa.String(100), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    # A budget is read and written as a whole, so it is one document: lines, covers, and shares of applications.
    sa.Column("content", json_column(), nullable=False),
    sa.Column("accepted_gap_cents", sa.BigInteger),
    sa.Column("gap_reason", sa.Text, nullable=False),
    sa.Column("updated_by", sa.String(36), nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.UniqueConstraint("place_id", "need_id"),
)

# Rows are added, never changed.
budget_version = sa.Table(
    "budget_version",
    metadata,
    sa.Column("budget_id", sa.String(36), sa.ForeignKey("budget.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    of_place(),
    sa.Column("content", json_column(), nullable=False),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
)

# Which version an application holds on to; the newest row counts.
budget_freeze = sa.Table(
    "budget_freeze",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("budget_id", sa.String(36), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(20), nullable=False),
    sa.Column("frozen_by", sa.String(36), nullable=False),
    sa.Column("frozen_at", Moment, nullable=False),
    sa.ForeignKeyConstraint(["budget_id", "number"], ["budget_version.budget_id", "budget_version.number"]),
)

funder_note = sa.Table(
    "funder_note",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("decided_id", sa.String(36), sa.ForeignKey("application.id"), nullable=False, index=True),
    sa.Column("awarded_cents", sa.BigInteger, nullable=False),
    sa.Column("over_cents", sa.BigInteger, nullable=False),
    sa.Column("line_texts", json_column(), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by", sa.String(36)),
)
