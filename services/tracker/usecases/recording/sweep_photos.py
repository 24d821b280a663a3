"""Removing the bytes of pictures whose row was never written: a process that died between the two."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from services.tracker.storage import activities
from services.tracker.usecases.recording.photos import store
from shared.access.scope import SYSTEM
from shared.uploads.store import sweep


def sweep_photos(ctx: TrackerContext) -> int:
    """Removes what is older than a day and belongs to no picture; returns how many. Once an hour is enough."""

    def in_use(names: list[str]) -> set[str]:
        with ctx.database.read() as connection:
            return activities.stored(connection, SYSTEM, names)

    return sweep(store(ctx), in_use, ctx.clock.now())
