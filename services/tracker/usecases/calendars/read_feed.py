"""Reads a calendar feed by its secret address. Nobody is signed in here: the secret says whose feed it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from services.tracker.domain.calendars.events import KEPT_AFTER, Rest, event_of
from services.tracker.domain.calendars.wishes import CalendarSecret
from services.tracker.gateways.calendar_files import Entry, write_calendar
from services.tracker.settings import TrackerContext
from services.tracker.storage import calendar_secrets, deadlines
from services.tracker.usecases.calendars.own import places_now, rests_of
from services.tracker.usecases.calendars.wording import entry_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.limits import CALENDAR_PER_ADDRESS as PER_ADDRESS
from shared.access.limits import CALENDAR_PER_GUESSER as PER_GUESSER
from shared.access.limits import count
from shared.access.reaches import acting_as
from shared.access.secrets import digest
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotFound
from shared.plumbing.reach import as_system
from shared.wording.language import use_language
from shared.wording.texts import gettext as _

MOST_EVENTS = 1000
"""Nearest first: what lies farther comes in when it is nearer. A phone reads all of it each time."""


@dataclass(frozen=True)
class _Reader:
    """Whose feed it is, and what of it they may see now: names and seasons of rest by place."""

    actor: Actor
    language: str
    places: Mapping[str, str]
    rests: Mapping[str, tuple[Rest, ...]]


def read_feed(ctx: TrackerContext, secret: str, *, client: str) -> bytes:
    """The calendar as a file, in the language of its owner.

    Raises NotFound, without a difference, for an address that is unknown or ended and for somebody who may see none
    of its places any more; TooMany for an address that is read too often, or a client that guesses.
    """
    secret_hash, now = digest(secret), ctx.clock.now()
    with as_system("calendar feed"), ctx.database.read() as connection:  # nobody is signed in; the secret tells who
        feed = calendar_secrets.by_secret(connection, secret_hash)
    with ctx.people.read() as people:
        reader = _reader(people, feed, now) if feed else None
    limit, key = (PER_ADDRESS, secret_hash) if reader else (PER_GUESSER, client)
    with ctx.people.transaction() as people:
        count(people, limit, key, secret=ctx.settings.secret, now=now)
    if feed is None or reader is None:
        raise NotFound(_("Dit adres werkt niet meer. Maak een nieuw adres op de pagina van uw agenda."))
    with acting_as(reader.actor), use_language(reader.language):
        with ctx.database.transaction() as connection:
            calendar_secrets.mark_read(connection, secret_hash, now)
        name = _("Termijnen van Steunstromen")
        return write_calendar(_entries(ctx, feed, reader, now), name=name, written_at=now)


def _reader(people: Connection, feed: CalendarSecret, now: datetime) -> _Reader | None:
    """None for somebody who is gone, or who may see none of the places of this feed now."""
    actor = directory.actor_of_person(people, feed.person_id, now)
    person = directory.person(people, feed.person_id)
    if actor is None or person is None:
        return None
    places = places_now(people, actor)
    chosen = feed.wishes.chosen_of([place.id for place in places])
    shown = [place for place in places if place.id in chosen]
    rests = rests_of(people, shown, now.astimezone(AMSTERDAM).date())
    return _Reader(actor, person.language, {place.id: place.name for place in shown}, rests) if shown else None


def _entries(ctx: TrackerContext, feed: CalendarSecret, reader: _Reader, now: datetime) -> list[Entry]:
    since = now - KEPT_AFTER
    with ctx.database.read() as connection:
        found = deadlines.open_or_just_ended(
            connection,
            reader.actor.scope,
            place_ids=reader.places,
            open_from=since.astimezone(AMSTERDAM).date(),
            ended_from=since,
            limit=MOST_EVENTS,
        )
    return [
        entry_of(
            dated,
            event_of(dated.deadline, feed.wishes.alarm_days, reader.rests[dated.deadline.place_id]),
            place_name=reader.places[dated.deadline.place_id],
            base_url=ctx.settings.base_url,
        )
        for dated in found
    ]
