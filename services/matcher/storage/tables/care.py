"""Looking after the catalogue by hand: proposals and answers of givers."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

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
