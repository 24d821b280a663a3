"""Tables of the tracker. Only the modules of this folder see them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from shared.audit import define as define_audit
from shared.outbox.tables import define as define_outbox
from shared.plumbing.database import Moment, json_column, new_metadata
from shared.plumbing.idempotency import define as define_idempotency

TRACKER_MIGRATIONS = Path(__file__).parent / "migrations"

metadata = new_metadata()


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(36), primary_key=True)


def _of_application() -> sa.Column[str]:
    return sa.Column("application_id", sa.String(36), sa.ForeignKey("application.id"), nullable=False, index=True)


def _of_place() -> sa.Column[str]:
    # On every table, so that each query can be held to the places of whoever asks.
    return sa.Column("place_id", sa.String(36), nullable=False, index=True)


application = sa.Table(
    "application",
    metadata,
    _id(),
    sa.Column("place_id", sa.String(36), nullable=False),
    sa.Column("need_id", sa.String(100), nullable=False),
    sa.Column("need_title", sa.String(300), nullable=False),
    sa.Column("source_id", sa.String(100), nullable=False),
    sa.Column("source_name", sa.String(300), nullable=False),
    sa.Column("provider", sa.String(300), nullable=False),
    sa.Column("source_status", sa.String(20), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("state", sa.String(30), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("amount_cents", sa.BigInteger),
    sa.Column("started_by", sa.String(36), nullable=False),
    sa.Column("author_ids", json_column(), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    # The moment of the next open deadline, or a far one when there is none: lists are sorted by it.
    sa.Column("attention_at", Moment, nullable=False),
    # need:source while the application is not at rest, NULL after: nobody starts the same twice.
    sa.Column("open_key", sa.String(201), unique=True),
    sa.Index("ix_application_place_id_attention_at", "place_id", "attention_at"),
)

source_snapshot = sa.Table(
    "source_snapshot",
    metadata,
    _id(),
    _of_application(),
    _of_place(),
    sa.Column("source_id", sa.String(100), nullable=False),
    sa.Column("source_version", sa.Integer, nullable=False),
    sa.Column("taken_at", Moment, nullable=False),
    sa.Column("snapshot", json_column(), nullable=False),
)

deadline = sa.Table(
    "deadline",
    metadata,
    _id(),
    sa.Column("version", sa.Integer, primary_key=True),
    _of_application(),
    _of_place(),
    sa.Column("kind", sa.String(20), nullable=False),
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
    sa.Index("ix_deadline_state_closes_at", "state", "closes_at"),
)

reminder = sa.Table(
    "reminder",
    metadata,
    _id(),
    sa.Column("deadline_id", sa.String(36), nullable=False),
    sa.Column("deadline_version", sa.Integer, nullable=False),
    _of_application(),
    _of_place(),
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

task = sa.Table(
    "task",
    metadata,
    _id(),
    _of_application(),
    _of_place(),
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
    _id(),
    _of_application(),
    _of_place(),
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
    _id(),
    _of_application(),
    _of_place(),
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
    _id(),
    _of_application(),
    _of_place(),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("amount_cents", sa.BigInteger),
    sa.Column("letter_on", sa.Date, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)

# What the matcher must hear of an application, written with the change itself. `state`: open, sent, or parked (refused
# for what it is; offered once a day, for a matcher that knows more by then).
matcher_event = sa.Table(
    "matcher_event",
    metadata,
    _id(),
    _of_application(),
    sa.Column("application_version", sa.Integer, nullable=False),
    _of_place(),
    sa.Column("body", json_column(), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("problem", sa.String(80)),
    sa.UniqueConstraint("application_id", "application_version"),
    sa.Index("ix_matcher_event_state_due_at", "state", "due_at"),
)

define_outbox(metadata)
define_audit(metadata)
define_idempotency(metadata)
