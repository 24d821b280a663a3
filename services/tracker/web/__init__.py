"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    applications,
    conditions,
    consequence_forms,
    contacts,
    deciding,
    handing_in,
    letter_forms,
    overview,
    reviewing,
)
from services.tracker.web.routes import blueprint

__all__ = [
    "applications",
    "blueprint",
    "conditions",
    "consequence_forms",
    "contacts",
    "deciding",
    "handing_in",
    "letter_forms",
    "overview",
    "reviewing",
]
