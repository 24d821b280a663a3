"""Who may bring files into the catalogue, and look after what came of it."""

from __future__ import annotations

from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import NotSignedIn
from shared.wording.texts import gettext as _

CARE = Right(Resource.SOURCE, Action.UPDATE)


def caring(actor: Actor | None) -> Actor:
    """The person, when they may change sources without asking. Raises NotSignedIn or Forbidden."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    require(actor, CARE)
    return actor
