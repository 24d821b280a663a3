"""What every file with facts of a place asks of the person who takes it along."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from shared.access.actors import Actor
from shared.access.limits import EXPORTS, count
from shared.access.rights import recent_sign_in


def check_taking_along(ctx: TrackerContext, actor: Actor, what: str) -> None:
    """Counts one file of this sort (`application`, `money`...) for the person.

    Raises ReauthenticationNeeded for a sign-in of more than five minutes ago, TooMany.
    """
    now = ctx.clock.now()
    recent_sign_in(actor, now)
    with ctx.people.transaction() as people:
        count(people, EXPORTS, f"{actor.person_id} {what}", secret=ctx.settings.secret, now=now)
