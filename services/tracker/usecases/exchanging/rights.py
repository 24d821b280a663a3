"""For which places somebody may bring a sheet."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require
from shared.kernel.letters import folded

IMPORT = Right(Resource.EXCHANGE, Action.IMPORT)


def places_to_import(ctx: TrackerContext, actor: Actor) -> dict[str, str]:
    """Their names by id. Raises NotFound or Forbidden for who may bring a sheet for no place."""
    with ctx.people.read() as connection:
        places = directory.places_of(connection, actor)
    found = {one.id: one.name for one in places if may(actor, IMPORT, place_id=one.id).allowed}
    if not found:
        require(actor, IMPORT, place_id=next(iter(sorted(actor.scope.places)), None))
    return found


def known_place(name: str, places: dict[str, str]) -> str | None:
    """The place that is called so; None when it is none or more than one."""
    same = [place_id for place_id, called in places.items() if folded(called).split() == folded(name).split()]
    return same[0] if len(same) == 1 else None
