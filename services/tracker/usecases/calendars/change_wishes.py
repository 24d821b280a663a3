"""Changes which places a calendar feed tells of, and when it sounds; the address stays."""

from __future__ import annotations

from services.tracker.domain.calendars.wishes import CalendarSecret, Wishes
from services.tracker.settings import TrackerContext
from services.tracker.storage import calendar_secrets
from services.tracker.usecases.calendars.own import UPDATE, calendar_entry, check_wishes
from shared.access.actors import Actor
from shared.access.rights import require
from shared.plumbing.idempotency import Once


def change_wishes(
    ctx: TrackerContext, actor: Actor, wishes: Wishes, *, expected_version: int, once: Once | None = None
) -> CalendarSecret:
    """Keeps the wishes. Raises InvalidInput, Stale."""
    require(actor, UPDATE, owner_id=actor.person_id)
    check_wishes(ctx, actor, wishes)
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        feed = calendar_secrets.change_wishes(work.connection, actor.scope, wishes, expected_version=expected_version)
        work.note(calendar_entry(actor, "wishes_changed", ctx.clock.now()))
        if once is not None:
            once.finish(work.connection, feed)
        return feed
