"""What a yes of one funder means for the requests at the others: where there is now too much, and who should hear."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.budgets.coverage import shares_of
from services.tracker.domain.budgets.plan import Plan
from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState

HEARS = frozenset({CoverState.ASKED, CoverState.PROMISED, CoverState.RECEIVED})
"""A funder that was asked nothing yet needs no message: the request itself can still change."""


@dataclass(frozen=True)
class Excess:
    """Money above what is needed: for one line, or for the plan as a whole (`line_id` None), and by which covers."""

    line_id: str | None
    over_cents: int
    cover_ids: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """What one other funder should hear: how much too much there is with its money in it, and for which lines."""

    cover_id: str
    over_cents: int
    line_ids: tuple[str, ...]


def overfunding(plan: Plan) -> tuple[Excess, ...]:
    """Where covers are above costs: per line, and what is left of it for the plan as a whole."""
    lines = tuple(Excess(one.line_id, one.over_cents, one.by) for one in plan.overclaimed())
    rest = plan.over_cents - sum(excess.over_cents for excess in lines)
    if rest <= 0:
        return lines
    counting = tuple(cover.id for cover in plan.money_covers if cover.counts and cover.amount_cents)
    return (*lines, Excess(None, rest, counting))


def words_for(plan: Plan, decided_id: str) -> tuple[Word, ...]:
    """The applications at other funders whose money is part of what there is too much after `decided_id` was granted.

    Only costs that the granted application pays too: what two others overdo between them is not news of this yes.
    """
    decided = plan.cover(decided_id)
    if decided is None or not decided.counts:
        return ()
    shared = [excess for excess in overfunding(plan) if decided_id in excess.cover_ids]
    others = (one for one in plan.covers if one.kind is CoverKind.APPLICATION and one.id != decided_id)
    words = (_word(one, shared) for one in others if one.state in HEARS)
    return tuple(word for word in words if word.over_cents > 0)


def _word(cover: Cover, shared: list[Excess]) -> Word:
    its = [excess for excess in shared if cover.id in excess.cover_ids]
    most = {share.line_id: share.cents for share in shares_of(cover)}
    over = sum(min(excess.over_cents, most.get(excess.line_id or "", cover.amount_cents)) for excess in its)
    lines = tuple(excess.line_id for excess in its if excess.line_id is not None)
    return Word(cover.id, min(over, cover.amount_cents), lines)
