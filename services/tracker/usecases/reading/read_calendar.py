"""The calendar of somebody's places: every open deadline of a stretch of days, by week."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from services.tracker.domain.deadlines import Kind
from services.tracker.settings import TrackerContext
from services.tracker.storage import deadlines
from services.tracker.storage.deadlines import Dated
from shared.access import directory
from shared.access.actors import Actor

MOST_DAYS = 366
MOST_SHOWN = 2000
"""More than anybody reads; the answer says when there are more."""


@dataclass(frozen=True)
class Week:
    """The deadlines of one week; `monday` is its first day."""

    monday: date
    entries: tuple[Dated, ...]


@dataclass(frozen=True)
class Calendar:
    """A stretch of days, both ends included. `places` are the places that can be chosen from, by name."""

    starts_on: date
    ends_on: date
    entries: tuple[Dated, ...]
    places: tuple[tuple[str, str], ...]
    has_more: bool

    def place_name(self, entry: Dated) -> str:
        """What the place of an entry is called."""
        return dict(self.places).get(entry.deadline.place_id, "")

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks in which something happens."""
        by_monday = groupby(self.entries, key=lambda one: _monday(one.deadline.last_day))
        return tuple(Week(monday, tuple(entries)) for monday, entries in by_monday)


def read_calendar(
    ctx: TrackerContext,
    actor: Actor,
    *,
    starts_on: date,
    ends_on: date,
    place_id: str | None = None,
    kinds: Collection[Kind] = tuple(Kind),
) -> Calendar:
    """The open deadlines between two days, first to be ready first, of all places of this person or of one.

    A place out of reach gives an empty calendar, as a place without deadlines does. A longer stretch is cut to a year.
    """
    ends_on = min(ends_on, starts_on + timedelta(days=MOST_DAYS))
    with ctx.people.read() as people:
        places = tuple((place.id, place.name) for place in directory.places_of(people, actor))
    if place_id is not None and not actor.scope.reaches(place_id):
        # Nor is it asked of the database, which can't take every text that somebody puts in an address.
        return Calendar(starts_on, ends_on, (), places, has_more=False)
    with ctx.database.read() as connection:
        found = deadlines.between(
            connection,
            actor.scope,
            starts_on=starts_on,
            ends_on=ends_on,
            place_id=place_id,
            kinds=kinds,
            limit=MOST_SHOWN + 1,
        )
    return Calendar(starts_on, ends_on, tuple(found[:MOST_SHOWN]), places, len(found) > MOST_SHOWN)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
