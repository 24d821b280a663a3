"""JSON routes of the notifier, among those of the service that shows its pages."""

from __future__ import annotations

from shared.notifier.endpoints import api as endpoints
from shared.plumbing.endpoints import Api


def add_endpoints(api: Api) -> None:
    """Adds the routes of all subjects."""
    endpoints.add_to(api)
