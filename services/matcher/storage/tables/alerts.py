"""What a change of a source means for needs and kept searches, and who was told."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

# How far the watch on sources is: all changes up to `source_number` are done. During a run those up to `run_to` are
# held against the subjects (needs, searches) in order of id, and `after_id` is the last that was done.
source_watch = sa.Table(
    "source_watch",
    metadata,
    sa.Column("name", sa.String(10), primary_key=True),
    sa.Column("source_number", sa.BigInteger, nullable=False),
    sa.Column("run_to", sa.BigInteger),
    sa.Column("after_id", sa.String(36), nullable=False),
)

# The told-once ledger of needs: what a new version of a source means for a need. `silent`: found, but nobody was told.
need_consequence = sa.Table(
    "need_consequence",
    metadata,
    sa.Column("need_id", sa.String(36), primary_key=True),
    sa.Column("source_id", sa.String(120), primary_key=True),
    sa.Column("source_version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("place_id", sa.String(36), nullable=False),
    sa.Column("facts", json_column(), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("found_at", Moment, nullable=False),
    sa.Column("event_id", sa.String(36)),
    sa.CheckConstraint("state IN ('waiting', 'told', 'silent')", name="state"),
    sa.Index("ix_need_consequence_state", "state", "need_id"),
)

# A search of one person. `looked_at`: when they last opened it. A deleted one can be taken back for a while.
saved_search = sa.Table(
    "saved_search",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("person_id", sa.String(36), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("criteria", json_column(), nullable=False),
    sa.Column("alerts", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("looked_at", Moment, nullable=False),
    sa.Column("deleted_at", Moment),
    sa.Index("ix_saved_search_person_id", "person_id", "id"),
)

# The told-once ledger of searches: a new version of a source that a search now finds.
search_hit = sa.Table(
    "search_hit",
    metadata,
    sa.Column("search_id", sa.String(36), sa.ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("source_id", sa.String(120), primary_key=True),
    sa.Column("source_version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("person_id", sa.String(36), nullable=False),
    sa.Column("facts", json_column(), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("found_at", Moment, nullable=False),
    sa.Column("event_id", sa.String(36)),
    sa.CheckConstraint("state IN ('waiting', 'told', 'silent')", name="state"),
    sa.Index("ix_search_hit_state", "state", "person_id"),
)

# On which day a person heard of their searches: at most one message a day.
search_notice = sa.Table(
    "search_notice",
    metadata,
    sa.Column("person_id", sa.String(36), primary_key=True),
    sa.Column("on_day", sa.Date, primary_key=True),
)
