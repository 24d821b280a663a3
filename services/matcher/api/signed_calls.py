"""What the calls of the tracker have in common: the blueprint, and the proof of who calls for whom."""

from __future__ import annotations

from flask import Blueprint, request

from services.matcher.settings import MatcherContext
from shared.access import directory, service_calls
from shared.access.actors import Actor
from shared.access.reaches import reach_of
from shared.access.service_calls import ServiceCall
from shared.kernel.errors import NotSignedIn
from shared.plumbing.reach import set_reach
from shared.wording.texts import gettext as _

AUDIENCE = "matcher"
CALLER = "tracker"

blueprint = Blueprint("internal", __name__)


def proved_call(ctx: MatcherContext, *, for_somebody: bool = True) -> ServiceCall:
    """The signed call at hand, for a person unless it may be made in the service's own name. Raises NotSignedIn."""
    with ctx.people.transaction() as connection:
        return service_calls.verify(
            connection,
            ctx.settings.service_keys,
            dict(request.headers),
            audience=AUDIENCE,
            method=request.method,
            path=request.full_path.rstrip("?"),
            body=request.get_data(),
            now=ctx.clock.now(),
            for_somebody=for_somebody,
        )


def acting_person(ctx: MatcherContext) -> Actor:
    """The person for whom the other service calls, with the rights they have now. Raises NotSignedIn."""
    call = proved_call(ctx)
    with ctx.people.read() as connection:
        actor = directory.actor_of_person(connection, call.acting_person_id, ctx.clock.now(), via=CALLER)
    if actor is None:
        raise NotSignedIn(_("Deze persoon is hier niet (meer) bekend."))
    set_reach(reach_of(actor))
    return actor
