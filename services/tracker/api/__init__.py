"""The JSON API of the tracker, under /tracker/api/v1."""

from __future__ import annotations

from typing import Any

from services.tracker.api import (
    applications,
    consequences,
    correspondence,
    deadlines,
    decisions,
    reviews,
    submissions,
    tasks,
    terms,
)
from services.tracker.api.routes import api
from shared.plumbing.openapi import add_document_routes, document

SERVER = "/tracker/api/v1"
DESCRIPTION = "Volgt aanvragen van buurtplekken: van idee tot besluit, met termijnen, taken en herinneringen."

add_document_routes(api, server=SERVER, description=DESCRIPTION)

__all__ = [
    "api",
    "applications",
    "consequences",
    "correspondence",
    "deadlines",
    "decisions",
    "openapi_document",
    "reviews",
    "submissions",
    "tasks",
    "terms",
]


def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of this API."""
    return document(api, server=SERVER, description=DESCRIPTION)
