"""How often one person may do what takes much work or much room."""

from __future__ import annotations

from datetime import timedelta

from services.tracker.settings import TrackerContext
from shared.access.actors import Actor
from shared.access.limits import Limit, count

UPLOADS = Limit("uploads", 120, timedelta(hours=1))
"""Documents, photos and receipts together: an evening of work at a pile of paper fits in it."""
AWARD_LISTS_SHOWN = Limit("award_lists_shown", 20, timedelta(hours=1))
AWARD_LISTS = Limit("award_lists", 3, timedelta(hours=1))
STATEMENTS = Limit("statements", 20, timedelta(hours=1))


def count_once(ctx: TrackerContext, actor: Actor, limit: Limit) -> None:
    """Counts one try of this person. Raises TooMany, with the seconds to wait.

    Call it before slow work; where what was refused should not count, at the end of the transaction.
    """
    with ctx.people.transaction() as people:
        count(people, limit, actor.person_id, secret=ctx.settings.secret, now=ctx.clock.now())
