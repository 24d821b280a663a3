"""As whom somebody acts towards an agreement, and whether they may."""

from __future__ import annotations

from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import Party
from services.tracker.settings import TrackerContext
from shared.access import around
from shared.access.actors import Actor, MandateAct, Role
from shared.access.rights import Action, Resource, Right, may, require

READ = Right(Resource.AGREEMENT, Action.READ)
WRITE = Right(Resource.AGREEMENT, Action.UPDATE)
CREATE = Right(Resource.AGREEMENT, Action.CREATE)
SIGN = Right(Resource.AGREEMENT, Action.SIGN)
EVALUATE = Right(Resource.AGREEMENT, Action.EVALUATE)


def parties_of(actor: Actor, agreement: Agreement) -> frozenset[Party]:
    """The parties and roles in which this person can act."""
    board, coordinated = actor.organisations_as(Role.BOARD), actor.coordinated
    held = {
        Party.PLACE: agreement.place_id in board,
        Party.PARTNER: agreement.partner_id in board,
        Party.VOLUNTEER: actor.may_act_for(agreement.place_id, MandateAct.DRAFT),
        Party.COORDINATOR: agreement.place_id in coordinated or agreement.partner_id in coordinated,
    }
    return frozenset(party for party, holds in held.items() if holds)


def side_of(actor: Actor, agreement: Agreement) -> Side | None:
    """The side on whose board this person is; None for helpers, and for whoever is on both."""
    parties = parties_of(actor, agreement) & {Party.PLACE, Party.PARTNER}
    return Side(next(iter(parties)).value) if len(parties) == 1 else None


def require_right(actor: Actor, right: Right, agreement: Agreement) -> None:
    """Passes when the person has the right at one of the parties. Raises NotFound or Forbidden."""
    ends = [agreement.place_id, *([agreement.partner_id] if agreement.partner_id else [])]
    if any(may(actor, right, place_id=end).allowed for end in ends):
        return
    seen = next((end for end in ends if actor.scope.reaches(end)), ends[0])
    require(actor, right, place_id=seen)


def sides_on_paper(ctx: TrackerContext, agreement: Agreement) -> tuple[Side, ...]:
    """The sides without a board that has an account here: only for these another may write down what they said."""
    ends = {Side.PLACE: agreement.place_id, Side.PARTNER: agreement.partner_id}
    with ctx.people.read() as people:
        return tuple(side for side, end in ends.items() if end is None or not around.board_of_place(people, end))
