"""Reports that funders ask for, what went out, and what is told when one is late."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

report = sa.Table(
    "report",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("from_on", sa.Date),
    sa.Column("until_on", sa.Date),
    sa.Column("story", sa.Text, nullable=False),
    sa.Column("lessons", sa.Text, nullable=False),
    sa.Column("left_out", json_column(), nullable=False),
    sa.Column("photo_ids", json_column(), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("signed_by", sa.String(36)),
    sa.Column("signed_at", Moment),
    sa.Column("sent_times", sa.Integer, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
)


def _of_report() -> sa.Column[str]:
    return sa.Column("report_id", sa.String(36), sa.ForeignKey("report.id"), nullable=False, index=True)


# A version as it went out; rows are added and never changed.
sent_report = sa.Table(
    "sent_report",
    metadata,
    new_key(),
    _of_report(),
    of_application(),
    of_place(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("sent_on", sa.Date, nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("body", json_column(), nullable=False),
    sa.Column("signed_by", sa.String(36), nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.UniqueConstraint("report_id", "number"),
)

late_step = sa.Table(
    "late_step",
    metadata,
    new_key(),
    _of_report(),
    of_application(),
    of_place(),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("days", sa.Integer, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.String(40)),
    sa.Column("closed_at", Moment),
    sa.Index("ix_late_step_state_due_at", "state", "due_at"),
)
