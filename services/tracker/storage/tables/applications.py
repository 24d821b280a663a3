"""Applications and the copy of the source that each was made from."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

application = sa.Table(
    "application",
    metadata,
    new_key(),
    sa.Column("place_id", sa.String(36), nullable=False),
    sa.Column("need_id", sa.String(100), nullable=False),
    sa.Column("need_title", sa.String(300), nullable=False),
    sa.Column("source_id", sa.String(100), nullable=False, index=True),
    sa.Column("source_name", sa.String(300), nullable=False),
    sa.Column("provider", sa.String(300), nullable=False),
    sa.Column("source_status", sa.String(20), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("state", sa.String(30), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("amount_cents", sa.BigInteger),
    sa.Column("started_by", sa.String(36), nullable=False),
    # Who takes care of it now: never empty in what is written since there are owners.
    sa.Column("owner_id", sa.String(36), index=True),
    sa.Column("author_ids", json_column(), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    # The moment of the next open deadline, or a far one when there is none: lists are sorted by it.
    sa.Column("attention_at", Moment, nullable=False),
    # need:source while the answer is still to come, NULL after: nobody asks the same twice at once.
    sa.Column("open_key", sa.String(201), unique=True),
    sa.Column("provider_kind", sa.String(30), nullable=False, server_default=""),
    sa.Column("chance_percent", sa.Integer),
    # Title, need, source, giver and number, folded: what words are looked for in.
    sa.Column("search_words", sa.Text, nullable=False, server_default=""),
    sa.Index("ix_application_place_id_attention_at", "place_id", "attention_at"),
    sa.Index("ix_application_place_id_owner_id", "place_id", "owner_id"),
    # All that a list is found and sorted by: with words, and without.
    # Which ones the clock looks at, of all places: settled, waiting for a term.
    sa.Index("ix_application_state", "state"),
    sa.Index("ix_application_words", "place_id", "attention_at", "id", "search_words"),
    sa.Index(
        "ix_application_list", "place_id", "state", "attention_at", "id", "provider_kind", "owner_id", "started_by"
    ),
)

source_snapshot = sa.Table(
    "source_snapshot",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("source_id", sa.String(100), nullable=False),
    sa.Column("source_version", sa.Integer, nullable=False),
    sa.Column("taken_at", Moment, nullable=False),
    sa.Column("snapshot", json_column(), nullable=False),
)
