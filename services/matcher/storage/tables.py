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

# Events of the other service that were taken: each counts once, however often it is sent.
event_inbox = sa.Table(
    "event_inbox",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("application_id", sa.String(36), nullable=False),
    sa.Column("application_version", sa.Integer, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
)

# How each application stands, by its newest event. `provider_kind` and `money_from` are those of the source when the
# event came; `legal_person` is the KvK number under which the place applied.
source_outcome = sa.Table(
    "source_outcome",
    metadata,
    sa.Column("application_id", sa.String(36), primary_key=True),
    sa.Column("application_version", sa.Integer, nullable=False),
    sa.Column("place_id", sa.String(36), nullable=False, index=True),
    sa.Column("need_id", sa.String(100), nullable=False),
    sa.Column("source_id", sa.String(120), nullable=False),
    sa.Column("source_version", sa.Integer, nullable=False),
    sa.Column("provider_kind", sa.String(40), nullable=False),
    sa.Column("money_from", json_column(), nullable=False),
    sa.Column("legal_person", sa.String(8), index=True),
    sa.Column("standing", sa.String(30), nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("asked_cents", sa.BigInteger),
    sa.Column("granted_cents", sa.BigInteger),
    sa.Column("changed_at", Moment, nullable=False),
)

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
