"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    application_documents,
    applications,
    contacts,
    deciding,
    documents,
    handing_in,
    handing_over,
    letters,
    overview,
    reviewing,
    tasks,
)
from services.tracker.web.routes import blueprint

__all__ = [
    "application_documents",
    "applications",
    "blueprint",
    "contacts",
    "deciding",
    "documents",
    "handing_in",
    "handing_over",
    "letters",
    "overview",
    "reviewing",
    "tasks",
]
