"""What belongs to an application: tasks, talks, submissions, decisions."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

task = sa.Table(
    "task",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("code", sa.String(60), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("done_at", Moment),
    sa.Column("done_by", sa.String(36)),
    sa.UniqueConstraint("application_id", "kind", "code"),
)

first_contact = sa.Table(
    "first_contact",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("answer", sa.String(10), nullable=False),
    sa.Column("spoken_on", sa.Date, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("closes_on", sa.Date),
    # What the catalogue did with it; NULL while it has not been passed on.
    sa.Column("catalogue_outcome", sa.String(20)),
    sa.Index("ix_first_contact_recorded_at", "recorded_at"),
)

submission = sa.Table(
    "submission",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("number", sa.String(20), nullable=False),
    sa.Column("elsewhere", sa.Boolean, nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("happened_at", Moment, nullable=False),
    sa.Column("time_known", sa.Boolean, nullable=False),
    sa.Column("reference", sa.String(100), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

decision = sa.Table(
    "decision",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("amount_cents", sa.BigInteger),
    sa.Column("letter_on", sa.Date, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    # The letter or mail itself, when it is kept here.
    sa.Column("document_id", sa.String(36)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)
