"""JSON routes of the matcher, one module per resource."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from flask import Blueprint

from services.matcher.api import signed_calls
from services.matcher.api.base import BASE_PATH, DESCRIPTION, api
from shared.notifier.door import add_endpoints
from shared.plumbing.endpoints import Api
from shared.plumbing.openapi import add_document_routes, document

RESOURCES = (
    "places",
    "people",
    "trust",
    "own_data",
    "proposals",
    "needs",
    "matches",
    "changes",
    "questions",
    "plans",
    "sources",
    "source_versions",
    "source_checks",
    "source_changes",
    "source_proposals",
    "catalogue_care",
    "searches",
    "regions",
    "chance",
    "tokens",
)


@cache
def complete_api() -> Api:
    """The API with the routes of all resources."""
    from services.matcher.api import sessions

    sessions.add_to(api)
    for name in RESOURCES:
        import_module(f"{__name__}.{name}")
    add_endpoints(api)
    add_document_routes(api, server=BASE_PATH, description=DESCRIPTION)
    return api


def internal_blueprint() -> Blueprint:
    """The signed calls of the tracker; they are not in the document."""
    for name in ("snapshots", "events", "told_checks", "likely"):
        import_module(f"{__name__}.{name}")
    return signed_calls.blueprint


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of the matcher."""
    return document(complete_api(), server=BASE_PATH, description=DESCRIPTION)
