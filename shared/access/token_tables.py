"""The table of keys that people make for their programs."""

from __future__ import annotations

import sqlalchemy as sa

from shared.plumbing.database import Moment, json_column


def define_tokens(metadata: sa.MetaData) -> sa.Table:
    """Adds the table to the people database."""
    return sa.Table(
        "api_token",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
        # The one organisation that it works for.
        sa.Column("organisation_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
        sa.Column("name", sa.String(60), nullable=False),
        # The part of the value that may be shown again, to tell keys apart.
        sa.Column("handle", sa.String(8), nullable=False),
        # SHA-256 of the value: 256 random bits need no slow digest.
        sa.Column("value_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("scope", sa.String(5), nullable=False),
        # Networks that it may be used from; empty for all.
        sa.Column("networks", json_column(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        # A day is precise enough, and is one write a day.
        sa.Column("last_used_on", sa.Date),
        sa.Column("ended_at", Moment),
        # NULL when the role that it came from ended.
        sa.Column("ended_by", sa.String(36)),
        sa.CheckConstraint("scope IN ('read', 'write')", name="scope"),
    )
