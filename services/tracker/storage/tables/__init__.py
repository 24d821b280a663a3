"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.deadlines import deadline, reminder
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event
from services.tracker.storage.tables.sheets import application_note, sheet_base, sheet_import, sheet_layout

__all__ = [
    "TRACKER_MIGRATIONS",
    "application",
    "application_note",
    "deadline",
    "decision",
    "first_contact",
    "matcher_event",
    "metadata",
    "reminder",
    "sheet_base",
    "sheet_import",
    "sheet_layout",
    "source_snapshot",
    "submission",
    "task",
]
