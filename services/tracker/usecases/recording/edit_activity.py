"""Changing what was written down of an activity, with its costs and which funder pays which part."""

from __future__ import annotations

from services.tracker.domain.activities import Activity, NewActivity
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities
from services.tracker.usecases.recording.activities import UPDATE, changing_activity
from shared.access.actors import Actor
from shared.plumbing.idempotency import Once

RIGHT = UPDATE


def edit_activity(
    ctx: TrackerContext,
    actor: Actor,
    activity_id: str,
    *,
    given: NewActivity,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Activity:
    """Writes the new values; reports that went out keep what they told. Raises InvalidInput, Stale."""
    with changing_activity(ctx, actor, activity_id, once=once, expected_version=expected_version) as (act, before):
        act.check(before.place_id, given)
        after = activities.change(
            act.work.connection,
            actor.scope,
            before,
            given.costs,
            happened_on=given.happened_on,
            what=given.what.strip(),
            people=given.people,
            minutes=given.minutes,
            lesson=given.lesson.strip(),
            application_ids=given.application_ids,
        )
        act.note("edited", after)
    return after
