"""Pages about one place: which place, when the address does not say it."""

from __future__ import annotations

from flask import request

from services.tracker.web.routes import context
from shared.access import directory
from shared.access.directory import Organisation
from shared.access.rights import Right, may
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

MAX_ID = 100


def places_with(right: Right) -> list[Organisation]:
    """The places for which the person may do this, by name. Raises NotFound when there is none."""
    actor = require_actor()
    with context().people.read() as connection:
        places = directory.places_of(connection, actor)
    found = [place for place in places if may(actor, right, place_id=place.id).allowed]
    if not found:
        raise NotFound(_("Er is geen plek waarvan u dit kunt zien."))
    return found


def place_asked(right: Right) -> str | None:
    """The place in the address, or the only one there is; None when the person must choose."""
    asked = request.args.get("place", "")[:MAX_ID]
    if asked:
        return asked
    places = places_with(right)
    return places[0].id if len(places) == 1 else None
