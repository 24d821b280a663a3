"""Takes the address of somebody's calendar feed away: whoever has it reads nothing any more."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from services.tracker.storage import calendar_secrets
from services.tracker.usecases.calendars.own import DELETE, calendar_entry
from shared.access.actors import Actor
from shared.access.rights import require


def end_address(ctx: TrackerContext, actor: Actor) -> None:
    """The address stops working at once; doing it again changes nothing. The wishes stay for a next address."""
    require(actor, DELETE, owner_id=actor.person_id)
    with ctx.write() as work:
        if calendar_secrets.end_address(work.connection, actor.scope):
            work.note(calendar_entry(actor, "address_ended", ctx.clock.now()))
