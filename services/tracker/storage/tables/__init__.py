"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.budgets import budget, budget_freeze, budget_version, funder_note
from services.tracker.storage.tables.deadlines import deadline, reminder
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event

__all__ = [
    "TRACKER_MIGRATIONS",
    "application",
    "budget",
    "budget_freeze",
    "budget_version",
    "deadline",
    "decision",
    "first_contact",
    "funder_note",
    "matcher_event",
    "metadata",
    "reminder",
    "source_snapshot",
    "submission",
    "task",
]
