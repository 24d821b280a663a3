"""The JSON API of the tracker, under /tracker/api/v1."""

from __future__ import annotations

from typing import Any

from services.tracker.api import (
    activities,
    applications,
    awards,
    bank_accounts,
    budgets,
    credits,
    deadlines,
    decisions,
    money,
    reports,
    reviews,
    submissions,
    tasks,
)
from services.tracker.api.routes import api
from shared.plumbing.openapi import add_document_routes, document

SERVER = "/tracker/api/v1"
DESCRIPTION = "Volgt aanvragen van buurtplekken: van idee tot besluit, met termijnen, taken en herinneringen."

add_document_routes(api, server=SERVER, description=DESCRIPTION)

__all__ = [
    "activities",
    "api",
    "applications",
    "awards",
    "bank_accounts",
    "budgets",
    "credits",
    "deadlines",
    "decisions",
    "money",
    "openapi_document",
    "reports",
    "reviews",
    "submissions",
    "tasks",
]


def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this API."""
    return document(api, server=SERVER, description=DESCRIPTION)
