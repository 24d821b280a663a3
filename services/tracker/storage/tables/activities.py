"""The activity record of a place: activities, their costs, who pays which part, and pictures."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_place
from shared.plumbing.database import Moment

activity = sa.Table(
    "activity",
    metadata,
    new_key(),
    sa.Column("place_id", sa.String(36), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("what", sa.String(500), nullable=False),
    sa.Column("people", sa.Integer),
    sa.Column("minutes", sa.Integer),
    sa.Column("lesson", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("removed_at", Moment),
    sa.Index("ix_activity_place_id_happened_on", "place_id", "happened_on"),
)


def _of_activity() -> sa.Column[str]:
    return sa.Column("activity_id", sa.String(36), sa.ForeignKey("activity.id"), nullable=False, index=True)


activity_application = sa.Table(
    "activity_application",
    metadata,
    sa.Column("activity_id", sa.String(36), sa.ForeignKey("activity.id"), primary_key=True),
    sa.Column("application_id", sa.String(36), sa.ForeignKey("application.id"), primary_key=True, index=True),
    of_place(),
)

activity_cost = sa.Table(
    "activity_cost",
    metadata,
    new_key(),
    _of_activity(),
    of_place(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("what", sa.String(200), nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    # A line of the budget, where there is one.
    sa.Column("line_id", sa.String(36)),
)

cost_share = sa.Table(
    "cost_share",
    metadata,
    sa.Column("cost_id", sa.String(36), sa.ForeignKey("activity_cost.id"), primary_key=True),
    sa.Column("application_id", sa.String(36), sa.ForeignKey("application.id"), primary_key=True, index=True),
    of_place(),
    sa.Column("cents", sa.BigInteger, nullable=False),
)

activity_photo = sa.Table(
    "activity_photo",
    metadata,
    new_key(),
    _of_activity(),
    of_place(),
    # A receipt of this cost; NULL for a picture of the activity itself.
    sa.Column("cost_id", sa.String(36), sa.ForeignKey("activity_cost.id")),
    sa.Column("stored_as", sa.String(100), nullable=False, unique=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("added_by", sa.String(36), nullable=False),
    sa.Column("added_at", Moment, nullable=False),
)
