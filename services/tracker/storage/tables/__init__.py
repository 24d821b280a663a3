"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.deadlines import deadline, reminder
from services.tracker.storage.tables.documents import document, document_link, document_version, stored_file
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event
from services.tracker.storage.tables.handovers import handover_item
from services.tracker.storage.tables.letters import letter_reading

__all__ = [
    "TRACKER_MIGRATIONS",
    "application",
    "deadline",
    "decision",
    "document",
    "document_link",
    "document_version",
    "first_contact",
    "handover_item",
    "letter_reading",
    "matcher_event",
    "metadata",
    "reminder",
    "source_snapshot",
    "stored_file",
    "submission",
    "task",
]
