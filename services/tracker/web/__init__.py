"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    applications,
    budget_covers,
    budget_outlooks,
    budgets,
    contacts,
    deciding,
    funder_notes,
    handing_in,
    overview,
    reviewing,
)
from services.tracker.web.routes import blueprint

__all__ = [
    "applications",
    "blueprint",
    "budget_covers",
    "budget_outlooks",
    "budgets",
    "contacts",
    "deciding",
    "funder_notes",
    "handing_in",
    "overview",
    "reviewing",
]
