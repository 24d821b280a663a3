"""Who may be the second person for money of a host."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.accounts.checking import Likeness
from services.tracker.domain.payouts.batches import Second
from services.tracker.settings import TrackerContext
from services.tracker.usecases.likeness import likeness_of
from services.tracker.usecases.roles import board_of
from shared.access.actors import Actor, Role


def second_of(ctx: TrackerContext, actor: Actor, host_id: str, first_id: str, now: datetime) -> Second:
    """This person as the second one after `first_id`. A second address of the first person is nobody else."""
    return Second(
        person_id=actor.person_id,
        is_board=host_id in actor.organisations_as(Role.BOARD),
        alike=likeness_of(ctx.people, first_id, actor.person_id) is not Likeness.OTHER,
        others=others_in_board(ctx, host_id, first_id, now),
    )


def others_in_board(ctx: TrackerContext, host_id: str, first_id: str, now: datetime) -> frozenset[str]:
    """Who of the board can be the second person; where nobody can, a coordinator is."""
    board = board_of(ctx.people, host_id, now) - {first_id}
    return frozenset(one for one in board if likeness_of(ctx.people, first_id, one) is Likeness.OTHER)
