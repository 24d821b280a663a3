"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.accounts import payout_account
from services.tracker.storage.tables.agreements import (
    agreement,
    agreement_evaluation,
    agreement_signature,
    agreement_terms,
    neighbourhood_strategy,
    obligation,
)
from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.deadlines import deadline, grace, reminder
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event
from services.tracker.storage.tables.money import credit, instalment, instalment_plan
from services.tracker.storage.tables.source_changes import source_change

__all__ = [
    "TRACKER_MIGRATIONS",
    "agreement",
    "agreement_evaluation",
    "agreement_signature",
    "agreement_terms",
    "application",
    "credit",
    "deadline",
    "decision",
    "first_contact",
    "grace",
    "instalment",
    "instalment_plan",
    "matcher_event",
    "metadata",
    "neighbourhood_strategy",
    "obligation",
    "payout_account",
    "reminder",
    "source_change",
    "source_snapshot",
    "submission",
    "task",
]
