"""Tables of the people database for what people may ask about their own data."""

from __future__ import annotations

import sqlalchemy as sa

from shared.plumbing.database import Moment, json_column


def define_privacy(metadata: sa.MetaData) -> tuple[sa.Table, sa.Table, sa.Table]:
    """Adds `person_key`, `erased_address` and `privacy_request`. Their rows outlive the person's: no foreign keys."""
    person_key = sa.Table(
        "person_key",
        metadata,
        sa.Column("person_id", sa.String(36), primary_key=True),
        # Locked with a key of the settings; NULL after it was destroyed.
        sa.Column("wrapped", sa.LargeBinary),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("destroyed_at", Moment),
    )
    erased_address = sa.Table(
        "erased_address",
        metadata,
        # Keyed digest: tells that an address was erased, and not which.
        sa.Column("address_hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("erased_at", Moment, nullable=False),
    )
    return person_key, erased_address, _privacy_request(metadata)


def _privacy_request(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "privacy_request",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), nullable=False, index=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(15), nullable=False, index=True),
        sa.Column("asked_at", Moment, nullable=False),
        # What may not be erased now: codes of shared.access.retention.
        sa.Column("held_back", json_column(), nullable=False),
        sa.Column("decided_by", sa.String(36)),
        sa.Column("decided_at", Moment),
        sa.Column("reason", sa.String(1000), nullable=False, server_default=""),
        sa.Column("executed_by", sa.String(36)),
        sa.Column("done_at", Moment),
        sa.Column("file", sa.String(40)),
        sa.Column("expires_at", Moment),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.CheckConstraint("kind IN ('access', 'erasure')", name="kind"),
    )
