"""Looking after the catalogue by file and by link: imports, sources that are one, pages that answer."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

# A file that a coordinator brings in. `records` is what stood in it, until it is applied; then `plan` is what it did.
catalogue_import = sa.Table(
    "catalogue_import",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("records", json_column()),
    sa.Column("plan", json_column()),
    sa.Column("counts", json_column(), nullable=False),
    sa.Column("created_by", sa.String(36)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("applied_at", Moment),
    sa.CheckConstraint("state IN ('shown', 'applied')", name="state"),
    sa.Index("ix_catalogue_import_created_at", "created_at"),
)

# A source that turned out to be another one: whoever asks for `old_id` is brought to `kept_id`. `taken` is what the
# kept one took over, as changes of fields, and `children` the sources whose parent it was: enough to undo it.
source_redirect = sa.Table(
    "source_redirect",
    metadata,
    sa.Column("old_id", sa.String(120), sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("kept_id", sa.String(120), sa.ForeignKey("source.id"), nullable=False),
    sa.Column("taken", json_column(), nullable=False),
    sa.Column("children", json_column(), nullable=False),
    sa.Column("merged_by", sa.String(36), nullable=False),
    sa.Column("merged_at", Moment, nullable=False),
    sa.Index("ix_source_redirect_kept_id", "kept_id"),
)

# Two sources that look alike, of which somebody said that they are two; `first_id` comes first in order of id.
distinct_sources = sa.Table(
    "distinct_sources",
    metadata,
    sa.Column("first_id", sa.String(120), sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("second_id", sa.String(120), sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("told_by", sa.String(36), nullable=False),
    sa.Column("told_at", Moment, nullable=False),
)

# Whether the page of a source still answers. `tries` counts the failures in a row since `failing_since`; `next_at` is
# when it is looked at again, and moves ahead while somebody looks.
link_check = sa.Table(
    "link_check",
    metadata,
    sa.Column("url_digest", sa.String(64), primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("host", sa.String(255), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("moved_to", sa.Text),
    sa.Column("reason", sa.String(20), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("failing_since", Moment),
    sa.Column("checked_at", Moment),
    sa.Column("next_at", Moment, nullable=False),
    sa.CheckConstraint("state IN ('new', 'ok', 'moved', 'unreached', 'gone', 'skipped')", name="state"),
    sa.Index("ix_link_check_next_at", "next_at"),
    sa.Index("ix_link_check_host_checked_at", "host", "checked_at"),
)
