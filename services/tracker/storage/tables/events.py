"""What the matcher must hear of an application."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.outbox import service_events
from shared.plumbing.database import Moment, json_column

# Written with the change itself. `state`: open, sent, or parked (refused for what it is; offered once a day, for a
# matcher that knows more by then).
matcher_event = sa.Table(
    service_events.TABLE,
    metadata,
    new_key(),
    of_application(),
    sa.Column("application_version", sa.Integer, nullable=False),
    of_place(),
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
