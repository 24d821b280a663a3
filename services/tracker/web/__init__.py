"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    activities,
    applications,
    award_terms,
    bank_accounts,
    budget_covers,
    budget_outlooks,
    budgets,
    contacts,
    credit_forms,
    deciding,
    funder_notes,
    handing_in,
    money,
    money_forms,
    overview,
    plan_changes,
    repaying,
    reporting,
    reviewing,
    settling,
)
from services.tracker.web.routes import blueprint

__all__ = [
    "activities",
    "applications",
    "award_terms",
    "bank_accounts",
    "blueprint",
    "budget_covers",
    "budget_outlooks",
    "budgets",
    "contacts",
    "credit_forms",
    "deciding",
    "funder_notes",
    "handing_in",
    "money",
    "money_forms",
    "overview",
    "plan_changes",
    "repaying",
    "reporting",
    "reviewing",
    "settling",
]
