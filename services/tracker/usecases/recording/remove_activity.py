"""Taking an activity out of the record, and putting it back."""

from __future__ import annotations

from services.tracker.domain.activities import Activity
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities
from services.tracker.usecases.recording.activities import UPDATE, changing_activity
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

RIGHT = UPDATE


def remove_activity(
    ctx: TrackerContext,
    actor: Actor,
    activity_id: str,
    *,
    removed: bool = True,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Activity:
    """Takes an activity away, or back with `removed` false; nothing of it is lost. Raises Stale."""
    with changing_activity(ctx, actor, activity_id, once=once, expected_version=expected_version) as (act, before):
        if removed == (before.removed_at is not None):
            return before
        gone_at = act.now if removed else None
        after = activities.change(act.work.connection, actor.scope, before, removed_at=gone_at)
        act.note("removed" if removed else "restored", after)
    return after
