"""The JSON API of the tracker, under /tracker/api/v1."""

from __future__ import annotations

from typing import Any

from services.tracker.api import (
    activities,
    agreeing,
    applications,
    awards,
    bank_accounts,
    budgets,
    calendar_feeds,
    consequences,
    correspondence,
    credits,
    deadlines,
    decisions,
    documents,
    exports,
    handovers,
    lead_offers,
    letters,
    linking,
    money,
    partners,
    payouts,
    pipeline,
    plan_changes,
    reports,
    reviews,
    sheets,
    submissions,
    task_lists,
    tasks,
    terms,
    timelines,
)
from services.tracker.api.routes import api
from shared.plumbing.openapi import add_document_routes, document

SERVER = "/tracker/api/v1"
DESCRIPTION = "Volgt aanvragen van buurtplekken: van idee tot besluit, met termijnen, taken en herinneringen."

add_document_routes(api, server=SERVER, description=DESCRIPTION)

__all__ = [
    "activities",
    "agreeing",
    "api",
    "applications",
    "awards",
    "bank_accounts",
    "budgets",
    "calendar_feeds",
    "consequences",
    "correspondence",
    "credits",
    "deadlines",
    "decisions",
    "documents",
    "exports",
    "handovers",
    "lead_offers",
    "letters",
    "linking",
    "money",
    "openapi_document",
    "partners",
    "payouts",
    "pipeline",
    "plan_changes",
    "reports",
    "reviews",
    "sheets",
    "submissions",
    "task_lists",
    "tasks",
    "terms",
    "timelines",
]


def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this API."""
    return document(api, server=SERVER, description=DESCRIPTION)
