"""What the calls of the tracker have in common: the blueprint, and the person in whose name a call is signed."""

from __future__ import annotations

from flask import Blueprint, request

from services.matcher.settings import MatcherContext
from shared.access import directory, service_calls
from shared.access.actors import Actor
from shared.kernel.errors import NotSignedIn
from shared.wording.texts import gettext as _

AUDIENCE = "matcher"
CALLER = "tracker"

blueprint = Blueprint("internal", __name__)


def acting_person(ctx: MatcherContext) -> Actor:
    """The person in the signature of this request, with the rights of this moment. Raises NotSignedIn."""
    now = ctx.clock.now()
    with ctx.people.transaction() as connection:
        call = service_calls.verify(
            connection,
            ctx.settings.service_keys,
            dict(request.headers),
            audience=AUDIENCE,
            method=request.method,
            path=request.full_path.rstrip("?"),
            body=request.get_data(),
            now=now,
        )
        actor = directory.actor_of_person(connection, call.acting_person_id, now, via=CALLER)
    if actor is None:
        raise NotSignedIn(_("Deze persoon is hier niet (meer) bekend."))
    return actor
