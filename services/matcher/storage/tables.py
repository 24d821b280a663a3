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

# What was read from files, and what was refused; the digest spares a start that has nothing new to read.
catalogue_load = sa.Table(
    "catalogue_load",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("origin", sa.String(300), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("counts", json_column(), nullable=False),
    sa.Column("problems", json_column(), nullable=False),
    sa.Column("loaded_at", Moment, nullable=False),
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

# A change of the catalogue that somebody proposes: `changes` as in source_version, made against `base_version` (0 for a
# source that is new). `version` is that of the proposal; `published_version` the version of the source it led to.
source_proposal = sa.Table(
    "source_proposal",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("source_id", sa.String(120), nullable=False),
    sa.Column("source_name", sa.String(300), nullable=False),
    sa.Column("base_version", sa.Integer, nullable=False),
    sa.Column("changes", json_column(), nullable=False),
    sa.Column("seen_url", sa.String(1000)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("proposed_by", sa.String(36), nullable=False),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("accepted", json_column(), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("decided_by", sa.String(36)),
    sa.Column("decided_at", Moment),
    sa.Column("published_version", sa.Integer),
    sa.CheckConstraint("state IN ('open', 'accepted', 'partly', 'refused')", name="state"),
    sa.Index("ix_source_proposal_state_id", "state", "id"),
    sa.Index("ix_source_proposal_proposed_by_id", "proposed_by", "id"),
    sa.Index("ix_source_proposal_source_id", "source_id"),
)

# What a giver answered to "is it still open?", or that nobody was reached. `version_before` and `version_after` are
# those of the source; they are the same when the answer changed nothing.
source_check = sa.Table(
    "source_check",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("source_id", sa.String(120), sa.ForeignKey("source.id"), nullable=False),
    sa.Column("heard", sa.String(15), nullable=False),
    sa.Column("told_on", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("via", sa.String(20)),
    sa.Column("checked_by", sa.String(36), nullable=False),
    sa.Column("checked_at", Moment, nullable=False),
    sa.Column("version_before", sa.Integer, nullable=False),
    sa.Column("version_after", sa.Integer, nullable=False),
    sa.Column("undone_by", sa.String(36)),
    sa.Column("undone_at", Moment),
    sa.CheckConstraint("heard IN ('open', 'closed', 'not_reached')", name="heard"),
    sa.Index("ix_source_check_source_id_checked_at", "source_id", "checked_at"),
    sa.Index("ix_source_check_checked_at", "checked_at"),
)
