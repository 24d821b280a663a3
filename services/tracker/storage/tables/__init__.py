"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.deadlines import deadline, reminder
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event
from services.tracker.storage.tables.payouts import payout_group

__all__ = [
    "TRACKER_MIGRATIONS",
    "application",
    "deadline",
    "decision",
    "first_contact",
    "matcher_event",
    "metadata",
    "payout_group",
    "reminder",
    "source_snapshot",
    "submission",
    "task",
]
