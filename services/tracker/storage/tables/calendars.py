"""People's calendar feeds. The one table that belongs to a person, and to no place."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

calendar_secret = sa.Table(
    "calendar_secret",
    metadata,
    # One address per person: a new one takes the place of the one before.
    sa.Column("person_id", sa.String(36), primary_key=True),
    # SHA-256 of the secret: who reads the database can't open the feed with it. NULL: there is no address now.
    sa.Column("secret_hash", sa.String(64), unique=True),
    sa.Column("made_at", Moment),
    sa.Column("last_read_at", Moment),
    # Ids; an empty list stands for all places, also those that come later.
    sa.Column("place_ids", json_column(), nullable=False),
    sa.Column("alarm_days", json_column(), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
