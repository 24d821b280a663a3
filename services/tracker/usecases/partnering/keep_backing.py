"""Writing down who receives the money, and how many people signed for the plan on paper."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.partners import MAX_NAME, Backing, backing_errors
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import backings
from services.tracker.usecases.changing import changing
from services.tracker.usecases.partnering.joint import WRITE
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.dates import AMSTERDAM
from shared.plumbing.idempotency import Once


def keep_backing(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    receiver: str = "",
    supporters: int | None = None,
    counted_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps both; `expected_version` is that of the application. Names of supporters are never asked.

    Raises NotFound, Forbidden, InvalidInput, Stale.
    """
    with changing(ctx, actor, application_id, WRITE, once=once, expected_version=expected_version) as change:
        raise_for(backing_errors(supporters, counted_on, change.now.astimezone(AMSTERDAM).date()))
        kept = Backing(
            application_id=application_id,
            place_id=change.application.place_id,
            receiver=receiver.strip()[:MAX_NAME],
            supporters=supporters,
            counted_on=counted_on,
            recorded_by=actor.person_id,
            recorded_at=change.now,
        )
        change.write("backing_set", {"supporters": supporters, "receiver": bool(kept.receiver)})
        backings.keep(change.work.connection, actor.scope, kept)
    return change.application
