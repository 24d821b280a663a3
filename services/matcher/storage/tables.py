"""The tables of the matcher's database. Only storage sees them."""

from __future__ import annotations

import sqlalchemy as sa

from shared.audit.entries import define as define_audit
from shared.plumbing import idempotency
from shared.plumbing.database import Moment, json_column, new_metadata
from shared.plumbing.outbox_table import define_outbox

metadata = new_metadata()

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

# Every version a source ever had, with what changed against the version before.
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

outbox_intent = define_outbox(metadata)
audit_entry = define_audit(metadata)
idempotency_key = idempotency.define(metadata)

# Decisions from published registers; `number` is the row in its file, `digest` the edition of that file.
past_grant = sa.Table(
    "past_grant",
    metadata,
    sa.Column("origin", sa.String(80), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("scheme", sa.String(300), nullable=False),
    sa.Column("decider", sa.String(300), nullable=False),
    sa.Column("theme", sa.String(300), nullable=False),
    sa.Column("periodicity", sa.String(300), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("asked_cents", sa.BigInteger, nullable=False),
    sa.Column("granted_cents", sa.BigInteger, nullable=False),
)

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
