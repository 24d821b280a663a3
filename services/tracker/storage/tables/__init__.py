"""The tables of the tracker's database. Only storage sees them."""

from __future__ import annotations

from services.tracker.storage.tables.accounts import payout_account
from services.tracker.storage.tables.activities import (
    activity,
    activity_application,
    activity_cost,
    activity_photo,
    cost_share,
)
from services.tracker.storage.tables.agreements import (
    agreement,
    agreement_evaluation,
    agreement_signature,
    agreement_terms,
    neighbourhood_strategy,
    obligation,
)
from services.tracker.storage.tables.applications import application, source_snapshot
from services.tracker.storage.tables.awards import award_terms, claim, claim_term, plan_change, repayment, settlement
from services.tracker.storage.tables.base import TRACKER_MIGRATIONS, metadata
from services.tracker.storage.tables.budgets import budget, budget_freeze, budget_version, funder_note
from services.tracker.storage.tables.calendars import calendar_secret
from services.tracker.storage.tables.deadlines import deadline, grace, reminder
from services.tracker.storage.tables.documents import document, document_link, document_version, stored_file
from services.tracker.storage.tables.dossier import decision, first_contact, submission, task
from services.tracker.storage.tables.events import matcher_event
from services.tracker.storage.tables.handovers import handover_item
from services.tracker.storage.tables.letters import letter_reading
from services.tracker.storage.tables.life import award_condition, correspondence, limit_pass, objection, resubmission
from services.tracker.storage.tables.money import credit, instalment, instalment_plan
from services.tracker.storage.tables.partners import backing, lead_offer, partnership
from services.tracker.storage.tables.payouts import payout_group
from services.tracker.storage.tables.reports import late_step, report, sent_report
from services.tracker.storage.tables.sheets import application_note, sheet_base, sheet_import, sheet_layout
from services.tracker.storage.tables.source_changes import source_change

__all__ = [
    "TRACKER_MIGRATIONS",
    "activity",
    "activity_application",
    "activity_cost",
    "activity_photo",
    "agreement",
    "agreement_evaluation",
    "agreement_signature",
    "agreement_terms",
    "application",
    "application_note",
    "award_condition",
    "award_terms",
    "backing",
    "budget",
    "budget_freeze",
    "budget_version",
    "calendar_secret",
    "claim",
    "claim_term",
    "correspondence",
    "cost_share",
    "credit",
    "deadline",
    "decision",
    "document",
    "document_link",
    "document_version",
    "first_contact",
    "funder_note",
    "grace",
    "handover_item",
    "instalment",
    "instalment_plan",
    "late_step",
    "lead_offer",
    "letter_reading",
    "limit_pass",
    "matcher_event",
    "metadata",
    "neighbourhood_strategy",
    "objection",
    "obligation",
    "partnership",
    "payout_account",
    "payout_group",
    "plan_change",
    "reminder",
    "repayment",
    "report",
    "resubmission",
    "sent_report",
    "settlement",
    "sheet_base",
    "sheet_import",
    "sheet_layout",
    "source_change",
    "source_snapshot",
    "stored_file",
    "submission",
    "task",
]
