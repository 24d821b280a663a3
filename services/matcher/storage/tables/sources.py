"""Sources: what holds now, every version before it, and what was read from files."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

region = sa.Table(
    "region",
    metadata,
    sa.Column("code", sa.String(10), primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("level", sa.String(10), nullable=False),
    sa.Column("parent_code", sa.String(10)),
)

# One row per source: the version that holds now. `change_seq` rises with every change of any source, so that every
# process can ask for what is newer than what it knows. `listing`: listed, or dropped (gone from the file, kept here).
source = sa.Table(
    "source",
    metadata,
    sa.Column("id", sa.String(120), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("change_seq", sa.BigInteger, nullable=False, unique=True),
    sa.Column("listing", sa.String(10), nullable=False),
    sa.Column("document", json_column(), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("loaded_at", Moment, nullable=False),
)

# Every version a source ever had, with what changed against the version before. `change_seq` as in `source`; 0 for
# versions from before it was kept here.
source_version = sa.Table(
    "source_version",
    metadata,
    sa.Column("source_id", sa.String(120), sa.ForeignKey("source.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("listing", sa.String(10), nullable=False),
    sa.Column("document", json_column(), nullable=False),
    sa.Column("changes", json_column(), nullable=False),
    sa.Column("changed_by", sa.String(80), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("change_seq", sa.BigInteger, nullable=False, server_default="0"),
    sa.Index("ix_source_version_change_seq", "change_seq"),
)

# What was read from files, what was refused, and which fields were held; the digest spares a start that has nothing new
# to read.
catalogue_load = sa.Table(
    "catalogue_load",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("origin", sa.String(300), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("counts", json_column(), nullable=False),
    sa.Column("problems", json_column(), nullable=False),
    sa.Column("loaded_at", Moment, nullable=False),
    sa.Column("held", json_column()),
    sa.Index("ix_catalogue_load_loaded_at", "loaded_at"),
)

# Counters whose row lock makes writers take turns: numbers become visible in their order.
change_counter = sa.Table(
    "change_counter",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
