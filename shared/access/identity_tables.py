"""The table of accounts at another party with which people sign in here."""

from __future__ import annotations

import sqlalchemy as sa

from shared.plumbing.database import Moment


def define_identity(metadata: sa.MetaData) -> sa.Table:
    """Adds `identity` to the people database."""
    return sa.Table(
        "identity",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("issuer", sa.String(500), nullable=False),
        # Digest of what the issuer calls the person, which never changes there, unlike an address.
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("joined_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
        sa.UniqueConstraint("issuer", "subject"),
    )
