"""What places told, and what they need."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

# What a place told about itself: {fact: {"value", "told_on", "told_by"}}. Its name, legal form, number and area are
# the people database's.
place_facts = sa.Table(
    "place_facts",
    metadata,
    sa.Column("place_id", sa.String(36), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("facts", json_column(), nullable=False),
    sa.Column("changed_by", sa.String(36), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)

# `document`: the fields of need.schema.json without id and place.
need = sa.Table(
    "need",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("place_id", sa.String(36), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("document", json_column(), nullable=False),
    sa.Column("created_by", sa.String(36), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.CheckConstraint("state IN ('open', 'closed')", name="state"),
    sa.Index("ix_need_place_id", "place_id", "id"),
)
