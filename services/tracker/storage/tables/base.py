"""The database itself, with the tables that every database of ours has, and the columns that most tables share."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from shared.audit import define as define_audit
from shared.plumbing.database import new_metadata
from shared.plumbing.idempotency import define as define_idempotency
from shared.plumbing.outbox_table import define_outbox

TRACKER_MIGRATIONS = Path(__file__).parent.parent / "migrations"

metadata = new_metadata()

define_outbox(metadata)
define_audit(metadata)
define_idempotency(metadata)


def new_key() -> sa.Column[str]:
    """The id of a row."""
    return sa.Column("id", sa.String(36), primary_key=True)


def of_application() -> sa.Column[str]:
    """The application that a row belongs to."""
    return sa.Column("application_id", sa.String(36), sa.ForeignKey("application.id"), nullable=False, index=True)


def of_place() -> sa.Column[str]:
    """The place that a row belongs to: on every table, so that each query can be held to whoever asks."""
    return sa.Column("place_id", sa.String(36), nullable=False, index=True)
