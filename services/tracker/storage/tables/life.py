"""The way to a decision and its consequences: letters, conditions, objections, new tries, limits that were passed."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

correspondence = sa.Table(
    "correspondence",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("received_on", sa.Date),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("term_ends_on", sa.Date),
    sa.Column("weeks", sa.Integer),
    sa.Column("counts_from", sa.Date),
)

award_condition = sa.Table(
    "award_condition",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("proof", sa.Text, nullable=False),
    sa.Column("checked_by", sa.String(200), nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("met_on", sa.Date),
    sa.Column("met_note", sa.Text, nullable=False),
    sa.Column("met_by", sa.String(36)),
)

objection = sa.Table(
    "objection",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("against", sa.String(30), nullable=False),
    sa.Column("sent_on", sa.Date, nullable=False),
    sa.Column("grounds", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("ruling", sa.String(20)),
    sa.Column("ruling_on", sa.Date),
    sa.Column("ruling_received_on", sa.Date),
    sa.Column("ruling_note", sa.Text, nullable=False),
    sa.Column("ruled_by", sa.String(36)),
    sa.Column("ruled_at", Moment),
)

resubmission = sa.Table(
    "resubmission",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("former_id", sa.String(36), sa.ForeignKey("application.id"), nullable=False, index=True),
    sa.Column("lessons", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

limit_pass = sa.Table(
    "limit_pass",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)
