"""Bringing the tracker's database to its newest version."""

from __future__ import annotations

from services.tracker.storage.tables import TRACKER_MIGRATIONS
from shared.plumbing.database import Database
from shared.plumbing.migrations import upgrade


def migrate(database: Database) -> bool:
    """Runs what is missing; returns whether anything was run."""
    return upgrade(database, TRACKER_MIGRATIONS)
