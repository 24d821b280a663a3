"""Who acts: a signed-in person with a right at a place."""

from __future__ import annotations

from shared.access.actors import Actor
from shared.access.rights import Right, require
from shared.kernel.errors import NotSignedIn
from shared.wording.texts import gettext as _


def acting(actor: Actor | None, right: Right, *, place_id: str) -> Actor:
    """The person, when they may do this at this place. Raises NotSignedIn, NotFound or Forbidden."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    require(actor, right, place_id=place_id)
    return actor
