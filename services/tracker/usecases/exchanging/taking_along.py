"""What every file with facts of a place asks of the person who takes it along."""

from __future__ import annotations

from datetime import timedelta

from services.tracker.settings import TrackerContext
from shared.access.actors import Actor
from shared.access.limits import Limit, count
from shared.access.rights import recent_sign_in

MOST_PER_HOUR = 5


def check_taking_along(ctx: TrackerContext, actor: Actor, what: str) -> None:
    """Counts one file of this sort (`application`, `money`...) for the person.

    Raises ReauthenticationNeeded for a sign-in of more than five minutes ago, TooMany.
    """
    now = ctx.clock.now()
    recent_sign_in(actor, now)
    limit = Limit(f"{what}_export", MOST_PER_HOUR, timedelta(hours=1))
    with ctx.people.transaction() as people:
        count(people, limit, actor.person_id, secret=ctx.settings.secret, now=now)
