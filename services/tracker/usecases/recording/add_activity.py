"""Writing down what a place did."""

from __future__ import annotations

from collections.abc import Sequence

from services.tracker.domain.activities import Activity, NewActivity
from services.tracker.settings import TrackerContext
from services.tracker.storage import activities
from services.tracker.usecases.recording.activities import CREATE, recording
from services.tracker.usecases.recording.photos import keep_photo
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.uploads import Checked

RIGHT = CREATE


def add_activity(
    ctx: TrackerContext,
    actor: Actor,
    *,
    place_id: str,
    given: NewActivity,
    photos: Sequence[Checked] = (),
    receipts: Sequence[tuple[int, Checked]] = (),
    once: Once | None = None,
) -> Activity:
    """Keeps an activity with its pictures; a receipt comes with the position of its cost.

    Raises NotFound for a place out of reach, Forbidden, InvalidInput.
    """
    require(actor, RIGHT, place_id=place_id)
    with recording(ctx, actor, once) as act:
        act.check(place_id, given)
        made = Activity(
            id=new_id(),
            place_id=place_id,
            version=1,
            happened_on=given.happened_on,
            what=given.what.strip(),
            people=given.people,
            minutes=given.minutes,
            lesson=given.lesson.strip(),
            recorded_by=actor.person_id,
            recorded_at=act.now,
            application_ids=given.application_ids,
        )
        connection, scope = act.work.connection, actor.scope
        activities.add(connection, scope, made, given.costs)
        kept = activities.get(connection, scope, made.id)
        for picture in photos:
            keep_photo(ctx, act, kept, picture, None)
        for position, picture in receipts:
            keep_photo(ctx, act, kept, picture, kept.costs[position].id)
        kept = activities.get(connection, scope, made.id)
        act.note("added", kept, {"costs": len(kept.costs), "photos": len(kept.photos)})
    return kept
