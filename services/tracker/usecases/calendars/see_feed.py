"""What somebody sees of their own calendar feed; the address itself is not among it."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.calendars.events import Rest
from services.tracker.domain.calendars.wishes import CalendarSecret, Wishes
from services.tracker.settings import TrackerContext
from services.tracker.storage import calendar_secrets
from services.tracker.usecases.calendars.own import READ, places_now, rests_of
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.clock import today_in_amsterdam


@dataclass(frozen=True)
class Resting:
    """A place that is in the feed, and days on which its alarms are left out."""

    place_name: str
    rest: Rest


@dataclass(frozen=True)
class SeenFeed:
    """The feed of one person. `places`: id and name of all that can be chosen."""

    feed: CalendarSecret
    places: tuple[tuple[str, str], ...]
    resting: tuple[Resting, ...]


def see_feed(ctx: TrackerContext, actor: Actor) -> SeenFeed:
    """The feed; who never made one sees the usual wishes, and version 0."""
    require(actor, READ, owner_id=actor.person_id)
    with ctx.database.read() as connection:
        found = calendar_secrets.find(connection, actor.scope)
    feed = found or CalendarSecret(actor.person_id, Wishes(), 0)
    with ctx.people.read() as people:
        places = places_now(people, actor)
        rests = rests_of(people, places, today_in_amsterdam(ctx.clock))
    chosen = feed.wishes.chosen_of([place.id for place in places])
    resting = (Resting(place.name, rest) for place in places if place.id in chosen for rest in rests[place.id])
    return SeenFeed(feed, tuple((place.id, place.name) for place in places), tuple(resting))
