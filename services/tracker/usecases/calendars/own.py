"""What the acts around somebody's own calendar feed share: the rights, the places, and when those rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.calendars.events import Rest
from services.tracker.domain.calendars.wishes import Wishes, wish_errors
from services.tracker.settings import TrackerContext
from services.tracker.usecases.saying import raise_for
from shared.access import directory, rest_days
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import Action, Resource, Right, may
from shared.audit import AuditEntry

READ = Right(Resource.OWN_INBOX, Action.READ)
CREATE = Right(Resource.OWN_INBOX, Action.CREATE)
UPDATE = Right(Resource.OWN_INBOX, Action.UPDATE)
DELETE = Right(Resource.OWN_INBOX, Action.DELETE)
SEE_DEADLINES = Right(Resource.DEADLINE, Action.READ)


def places_now(people: Connection, actor: Actor) -> tuple[Organisation, ...]:
    """The places whose deadlines this person may see at this moment, by name."""
    places = directory.places_of(people, actor)
    return tuple(place for place in places if may(actor, SEE_DEADLINES, place_id=place.id).allowed)


def rests_of(people: Connection, places: Iterable[Organisation], since: date) -> Mapping[str, tuple[Rest, ...]]:
    """When each of these places rests from a day on, by its id: its own seasons and those of its coalition."""
    homes = {place.id: {place.id, place.coalition_id} for place in places}
    seasons = rest_days.seasons_of_rest(people, (id_ for both in homes.values() for id_ in both if id_), since)
    return {
        place_id: tuple(Rest(one.starts_on, one.ends_on) for one in seasons if one.organisation_id in both)
        for place_id, both in homes.items()
    }


def check_wishes(ctx: TrackerContext, actor: Actor, wishes: Wishes) -> None:
    """Raises InvalidInput with all that is wrong with these wishes of this person."""
    with ctx.people.read() as people:
        places = places_now(people, actor)
    raise_for(wish_errors(wishes, [place.id for place in places]))


def calendar_entry(actor: Actor, action: str, now: datetime) -> AuditEntry:
    """The audit row `calendar.<action>` of a person's act with their own feed; it never holds the secret."""
    subject = f"calendar:{actor.person_id}"
    return AuditEntry(f"calendar.{action}", subject, now, person_id=actor.person_id, via=actor.acting_via)
