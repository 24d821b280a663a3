"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import applications, calendar, contacts, dating, deciding, handing_in, overview, reviewing
from services.tracker.web.routes import blueprint

__all__ = [
    "applications",
    "blueprint",
    "calendar",
    "contacts",
    "dating",
    "deciding",
    "handing_in",
    "overview",
    "reviewing",
]
