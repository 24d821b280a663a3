"""What the matcher has not heard yet, for whoever looks after the machine."""

from __future__ import annotations

from collections.abc import Mapping

from services.tracker.settings import TrackerContext
from services.tracker.storage import matcher_events
from shared.access.scope import SYSTEM
from shared.plumbing.reach import as_system


def waiting_events(ctx: TrackerContext) -> Mapping[str, object]:
    """How many events wait and were parked, and how long the oldest waits (seconds; 0 when none does)."""
    with as_system("readiness"), ctx.database.read() as connection:
        counted = matcher_events.counts(connection, SYSTEM)
        oldest = matcher_events.oldest_open(connection, SYSTEM)
    waits = (ctx.clock.now() - oldest).total_seconds() if oldest else 0.0
    return {**counted, "oldestSeconds": round(waits, 1)}
