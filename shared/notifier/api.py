"""JSON routes of the notifier, among those of the service that shows its pages."""

from __future__ import annotations

from shared.notifier.endpoints import api as endpoints
from shared.notifier.leave import api as leave
from shared.notifier.preferences import api as preferences
from shared.notifier.resting import api as resting
from shared.notifier.status import api as status
from shared.plumbing.endpoints import Api


def add_endpoints(api: Api) -> None:
    """Adds the routes of all subjects."""
    endpoints.add_to(api)
    preferences.add_to(api)
    leave.add_to(api)
    resting.add_to(api)
    status.add_to(api)
