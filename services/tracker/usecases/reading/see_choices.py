"""What somebody can choose from to find applications: their places, and who takes care of something there."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.settings import TrackerContext
from services.tracker.storage import application_lists
from shared.access import directory
from shared.access.actors import Actor


@dataclass(frozen=True)
class Choices:
    """Ids with names, by name."""

    places: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


def see_choices(ctx: TrackerContext, actor: Actor) -> Choices:
    """The places in reach, and the people who take care of applications of them."""
    with ctx.database.read() as connection:
        owners = application_lists.owners(connection, actor.scope)
    with ctx.people.read() as connection:
        places = tuple((place.id, place.name) for place in directory.places_of(connection, actor))
        names = directory.people_names(connection, owners)
    return Choices(places, tuple(sorted(names.items(), key=lambda pair: (pair[1], pair[0]))))
