"""Finding the application that is open already for a need at a source."""

from __future__ import annotations

from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications
from shared.access.actors import Actor


def find_open(ctx: TrackerContext, actor: Actor, need_id: str, source_id: str) -> Application | None:
    """The application that is not at rest, None when there is none that this person may see."""
    with ctx.database.read() as connection:
        return applications.open_one(connection, actor.scope, need_id, source_id)
