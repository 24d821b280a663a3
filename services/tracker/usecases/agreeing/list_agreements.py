"""The agreements of a place, a partner or a strategy: given, done in return, next talk, end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.tracker.domain.agreements.obligations import Kept, Obligation
from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Agreement, Strategy, Terms, TermsState
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms, agreements, obligations, strategies
from services.tracker.usecases.agreeing.parties import READ
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import may
from shared.kernel.dates import AMSTERDAM


@dataclass(frozen=True)
class Count:
    """How many duties of one side fell due so far, and how many of these were done."""

    due: int
    done: int


@dataclass(frozen=True)
class ListedAgreement:
    """One agreement in a list. `given` is what the partner did, `returned` what the place did."""

    agreement: Agreement
    place_name: str
    strategy_name: str
    given: Count
    returned: Count


def list_agreements(
    ctx: TrackerContext, actor: Actor, *, organisation_id: str | None = None, strategy_id: str | None = None
) -> tuple[ListedAgreement, ...]:
    """Agreements that this person may read, nearest end first."""
    today = ctx.clock.now().astimezone(AMSTERDAM).date()
    with ctx.database.read() as connection:
        found = agreements.listed(connection, actor.scope, organisation_id=organisation_id, strategy_id=strategy_id)
        seen = [one for one in found if _readable(actor, one)]
        ids = [one.id for one in seen]
        versions = agreement_terms.of_agreements(connection, ids)
        duties = obligations.of_agreements(connection, ids)
        named = {one.id: one.name for one in strategies.listed(connection, actor.scope)}
    with ctx.people.read() as people:
        places = directory.organisation_names(people, {one.place_id for one in seen})
    return tuple(
        ListedAgreement(
            one,
            places.get(one.place_id, ""),
            named.get(one.strategy_id or "", ""),
            *(
                _count([duty for duty in duties[one.id] if duty.due_on <= today], versions[one.id], side)
                for side in (Side.PARTNER, Side.PLACE)
            ),
        )
        for one in seen
    )


def list_strategies(ctx: TrackerContext, actor: Actor) -> tuple[Strategy, ...]:
    """The strategies that this person may see, newest period first."""
    with ctx.database.read() as connection:
        return tuple(strategies.listed(connection, actor.scope))


def _readable(actor: Actor, agreement: Agreement) -> bool:
    ends = (agreement.place_id, agreement.partner_id)
    return any(may(actor, READ, place_id=end).allowed for end in ends if end is not None)


def _count(duties: Sequence[Obligation], versions: Sequence[Terms], side: Side) -> Count:
    signed = [terms for terms in versions if terms.state in (TermsState.IN_FORCE, TermsState.REPLACED)]
    own = {promise.id for terms in signed for promise in terms.promises if promise.side is side}
    fell_due = [duty for duty in duties if duty.promise_id in own]
    return Count(len(fell_due), sum(duty.kept is Kept.YES for duty in fell_due))
