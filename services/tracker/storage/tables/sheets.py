"""Sheets that people bring: what they hold, how their columns are read, and the rows that applications came from."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

sheet_import = sa.Table(
    "sheet_import",
    metadata,
    new_key(),
    # The one place that all rows are of; NULL when the rows name their places.
    sa.Column("place_id", sa.String(36)),
    sa.Column("owner_id", sa.String(36), nullable=False),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("signature", sa.String(64), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    # Headings and rows as they were read; NULL once they are no longer needed.
    sa.Column("content", json_column()),
    sa.Column("choices", json_column(), nullable=False),
    sa.Column("counts", json_column()),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("applied_at", Moment),
    sa.Index("ix_sheet_import_owner_id_digest", "owner_id", "digest"),
)

sheet_layout = sa.Table(
    "sheet_layout",
    metadata,
    new_key(),
    sa.Column("place_id", sa.String(36)),
    sa.Column("owner_id", sa.String(36), nullable=False),
    sa.Column("signature", sa.String(64), nullable=False),
    sa.Column("choices", json_column(), nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
    sa.UniqueConstraint("owner_id", "signature"),
)

sheet_base = sa.Table(
    "sheet_base",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    # Which row of which sheet: told by its reference and version, or by what stands in it.
    sa.Column("row_key", sa.String(80), nullable=False),
    sa.Column("cells", json_column(), nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
    sa.UniqueConstraint("place_id", "row_key"),
)

application_note = sa.Table(
    "application_note",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    # Which column it came from; `note` for a plain note.
    sa.Column("field", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("settled_at", Moment),
    sa.Column("settled_by", sa.String(36)),
)
