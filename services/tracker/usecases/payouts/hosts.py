"""What a host is called."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from shared.access import directory


def host_name(ctx: TrackerContext, host_id: str) -> str:
    """The name of the organisation that pays out, as it is now."""
    with ctx.people.read() as connection:
        return directory.organisation_names(connection, [host_id]).get(host_id, "")
