"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    applications,
    contacts,
    deciding,
    exports,
    finding,
    handing_in,
    overview,
    reviewing,
    sheet_notes,
    sheets,
    timelines,
)
from services.tracker.web.routes import blueprint

__all__ = [
    "applications",
    "blueprint",
    "contacts",
    "deciding",
    "exports",
    "finding",
    "handing_in",
    "overview",
    "reviewing",
    "sheet_notes",
    "sheets",
    "timelines",
]
