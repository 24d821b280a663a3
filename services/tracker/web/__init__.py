"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    applications,
    bank_accounts,
    contacts,
    credit_forms,
    deciding,
    handing_in,
    money,
    money_forms,
    overview,
    reviewing,
)
from services.tracker.web.routes import blueprint

__all__ = [
    "applications",
    "bank_accounts",
    "blueprint",
    "contacts",
    "credit_forms",
    "deciding",
    "handing_in",
    "money",
    "money_forms",
    "overview",
    "reviewing",
]
