"""The money of awards: how it comes, its instalments, and what came in."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

instalment_plan = sa.Table(
    "instalment_plan",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("advance_percent", sa.Integer),
    sa.Column("needs_letter", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("letter_sent_on", sa.Date),
    # What the funder fixed in the end; NULL while the award stands as it was.
    sa.Column("final_cents", sa.BigInteger),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.UniqueConstraint("application_id"),
)

instalment = sa.Table(
    "instalment",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("comes", sa.String(20), nullable=False),
    sa.Column("label", sa.String(200), nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("expected_on", sa.Date),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("late_told_at", Moment),
    sa.UniqueConstraint("application_id", "position"),
    sa.Index("ix_instalment_state_expected_on", "state", "expected_on"),
)

credit = sa.Table(
    "credit",
    metadata,
    new_key(),
    sa.Column("instalment_id", sa.String(36), sa.ForeignKey("instalment.id"), nullable=False, index=True),
    of_application(),
    of_place(),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("note", sa.String(500), nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("taken_back_at", Moment),
    sa.Column("taken_back_by", sa.String(36)),
    sa.Column("taken_back_reason", sa.String(500), nullable=False),
)
