"""How often one person may do what takes much work or much room."""

from __future__ import annotations

from services.tracker.settings import TrackerContext
from shared.access.actors import Actor
from shared.access.limits import AWARD_LISTS as AWARD_LISTS
from shared.access.limits import AWARD_LISTS_SHOWN as AWARD_LISTS_SHOWN
from shared.access.limits import STATEMENTS as STATEMENTS
from shared.access.limits import UPLOADS as UPLOADS
from shared.access.limits import Limit, count


def count_once(ctx: TrackerContext, actor: Actor, limit: Limit) -> None:
    """Counts one try of this person. Raises TooMany, with the seconds to wait.

    Call it before slow work; where what was refused should not count, at the end of the transaction.
    """
    with ctx.people.transaction() as people:
        count(people, limit, actor.person_id, secret=ctx.settings.secret, now=ctx.clock.now())
