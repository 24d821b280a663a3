"""One deadline as a calendar file, for who wants no feed. It does not move along when the deadline does."""

from __future__ import annotations

from services.tracker.domain.calendars.events import event_of
from services.tracker.domain.calendars.wishes import Wishes
from services.tracker.gateways.calendar_files import write_calendar
from services.tracker.settings import TrackerContext
from services.tracker.storage import calendar_secrets, deadlines
from services.tracker.usecases.calendars.own import SEE_DEADLINES, places_now, rests_of
from services.tracker.usecases.calendars.wording import entry_of
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.clock import today_in_amsterdam
from shared.wording.texts import gettext as _


def take_event(ctx: TrackerContext, actor: Actor, application_id: str, deadline_id: str) -> bytes:
    """The file, with the alarms that this person wished for. Raises NotFound."""
    with ctx.database.read() as connection:
        dated = deadlines.newest_version(connection, actor.scope, application_id, deadline_id)
        feed = calendar_secrets.find(connection, actor.scope)
    deadline, wishes = dated.deadline, feed.wishes if feed else Wishes()
    require(actor, SEE_DEADLINES, place_id=deadline.place_id)
    with ctx.people.read() as people:
        places = [place for place in places_now(people, actor) if place.id == deadline.place_id]
        rests = rests_of(people, places, today_in_amsterdam(ctx.clock))
    entry = entry_of(
        dated,
        event_of(deadline, wishes.alarm_days, rests.get(deadline.place_id, ())),
        place_name=places[0].name if places else "",
        base_url=ctx.settings.base_url,
    )
    return write_calendar([entry], name=_("Termijn van Steunstromen"), written_at=ctx.clock.now())
