"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.deadlines import deadline, grace, reminder
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event
from services.tracker.storage.tables.life import (
    award_condition,
    correspondence,
    limit_pass,
    objection,
    resubmission,
)
from services.tracker.storage.tables.source_changes import source_change

__all__ = [
    "TRACKER_MIGRATIONS",
    "application",
    "award_condition",
    "correspondence",
    "deadline",
    "decision",
    "first_contact",
    "grace",
    "limit_pass",
    "matcher_event",
    "metadata",
    "objection",
    "reminder",
    "resubmission",
    "source_change",
    "source_snapshot",
    "submission",
    "task",
]
