"""The funding plan of a budget: what people typed, the applications of the project, and what is given in kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState, Line, Share
from services.tracker.domain.states import ASKING, GRANTED, PREPARING, State

NO_COVER = frozenset({State.IDEA, State.STOPPED})
"""Nobody reckons with these: an idea asks nothing yet, and what was stopped never will."""

PAID_OUT = frozenset({State.REPAYMENT_DUE, State.CLOSED})
"""The money that stays with the place is in: what must go back was more than that."""

Shares = Mapping[str, tuple[Share, ...]]


@dataclass(frozen=True)
class Request:
    """One application of the project, as the funding plan sees it. `granted_cents` is None while nothing is decided.

    It is what the award came to in the end, once that is settled or refused after all.
    """

    id: str
    source_name: str
    state: State
    asked_cents: int | None
    granted_cents: int | None = None


def plan_of(
    lines: Iterable[Line], covers: Iterable[Cover], requests: Iterable[Request], shares: Shares | None = None
) -> Plan:
    """The whole plan: applications first, then what people typed, then worth in kind.

    `shares` says which lines each application pays, by its id.
    """
    kept, told = tuple(lines), shares or {}
    asked = (cover_of(request, told.get(request.id, ())) for request in requests if request.state not in NO_COVER)
    return Plan(kept, (*asked, *covers, *(_given(line) for line in kept if line.in_kind)))


def cover_of(request: Request, shares: tuple[Share, ...]) -> Cover:
    """What an application covers: what was granted, else what is asked; an unknown amount is nothing yet.

    An award that came to nothing stands there as what it asked, and does not count.
    """
    lost = request.state in PAID_OUT and request.granted_cents == 0
    granted = request.granted_cents if request.state in GRANTED and not lost else None
    amount = granted if granted is not None else request.asked_cents or 0
    state = CoverState.REFUSED if lost else state_of(request.state)
    return Cover(request.id, CoverKind.APPLICATION, request.source_name, amount, state, shares)


def state_of(state: State) -> CoverState:
    """How sure the money of an application is in this state. An objection changes nothing until it is answered."""
    if state in PREPARING:
        return CoverState.TO_ASK
    if state in ASKING:
        return CoverState.ASKED
    if state in PAID_OUT:
        return CoverState.RECEIVED
    return CoverState.PROMISED if state in GRANTED else CoverState.REFUSED


def kept_shares(shares: Shares, lines: Iterable[Line]) -> dict[str, tuple[Share, ...]]:
    """The shares of applications without those of lines that are gone or paid in kind."""
    there = {line.id for line in lines if not line.in_kind}
    kept = {key: tuple(share for share in parts if share.line_id in there) for key, parts in shares.items()}
    return {key: parts for key, parts in kept.items() if parts}


def _given(line: Line) -> Cover:
    name = line.giver or line.text
    return Cover(line.id, CoverKind.IN_KIND, name, line.amount_cents, line.state, (Share(line.id, line.amount_cents),))
