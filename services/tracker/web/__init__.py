"""The pages of the tracker, under /tracker."""

from __future__ import annotations

from services.tracker.web import applications, contacts, deciding, handing_in, overview, payouts, reviewing
from services.tracker.web.routes import blueprint

__all__ = ["applications", "blueprint", "contacts", "deciding", "handing_in", "overview", "payouts", "reviewing"]
