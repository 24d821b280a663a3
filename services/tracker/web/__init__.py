"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import (
    applications,
    calendar,
    conditions,
    consequence_forms,
    contacts,
    dating,
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
    "calendar",
    "conditions",
    "consequence_forms",
    "contacts",
    "dating",
    "deciding",
    "handing_in",
    "letter_forms",
    "overview",
    "reviewing",
]
