"""What people chose to hear, how and when."""

from __future__ import annotations

import sqlalchemy as sa

from shared.notifier.tables.base import metadata
from shared.plumbing.database import Moment

preference = sa.Table(
    "preference",
    metadata,
    sa.Column("person_id", sa.String(36), primary_key=True),
    # Empty for all places: part of the key, so not NULL.
    sa.Column("place_id", sa.String(36), primary_key=True),
    sa.Column("topic", sa.String(20), primary_key=True),
    sa.Column("channel", sa.String(20), primary_key=True),
    sa.Column("choice", sa.String(10), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)

# Local times as HH:MM.
timing = sa.Table(
    "timing",
    metadata,
    sa.Column("person_id", sa.String(36), primary_key=True),
    sa.Column("quiet_from", sa.String(5)),
    sa.Column("quiet_until", sa.String(5)),
    sa.Column("digest_at", sa.String(5), nullable=False),
    sa.Column("digest_day", sa.Integer, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)
