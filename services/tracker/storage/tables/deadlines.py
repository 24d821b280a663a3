"""Deadlines by version, their reminders, and how long a funder still takes what comes late."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

deadline = sa.Table(
    "deadline",
    metadata,
    new_key(),
    sa.Column("version", sa.Integer, primary_key=True),
    of_application(),
    of_place(),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("about_id", sa.String(36)),
    sa.Column("state", sa.String(20), nullable=False),
    # As entered; the three moments below follow from it.
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("local_time", sa.Time),
    sa.Column("zone", sa.String(40), nullable=False),
    sa.Column("precision", sa.String(10), nullable=False),
    sa.Column("basis", sa.String(10), nullable=False),
    sa.Column("source_text", sa.String(500)),
    sa.Column("closes_at", Moment, nullable=False),
    sa.Column("plan_by", Moment, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("assumed", sa.Boolean, nullable=False),
    sa.Column("told_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("origin", sa.String(10), nullable=False, server_default="person"),
    # When this version left its open state; NULL also for what ended before this was kept.
    sa.Column("ended_at", Moment),
    sa.Index("ix_deadline_state_closes_at", "state", "closes_at"),
    sa.Index("ix_deadline_place_id_state_plan_by", "place_id", "state", "plan_by"),
)

reminder = sa.Table(
    "reminder",
    metadata,
    new_key(),
    sa.Column("deadline_id", sa.String(36), nullable=False),
    sa.Column("deadline_version", sa.Integer, nullable=False),
    of_application(),
    of_place(),
    sa.Column("offset_days", sa.Integer, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("useful_until", Moment, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("closed_at", Moment),
    sa.ForeignKeyConstraint(["deadline_id", "deadline_version"], ["deadline.id", "deadline.version"]),
    sa.UniqueConstraint("deadline_id", "deadline_version", "offset_days"),
    sa.Index("ix_reminder_state_due_at", "state", "due_at"),
)

# Private to the funder: only the guard of handing in looks at it. The newest row counts.
grace = sa.Table(
    "grace",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("until", Moment, nullable=False),
    sa.Column("told_on", sa.Date, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)
