"""What of a need can be held against it, as bare values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.matcher.domain.criteria.amount import WORTHWHILE_PART
from services.matcher.domain.criteria.support import SPARES
from services.matcher.domain.need import Need


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """Money in cents. `core_costs`: who shuts out all of these leaves less than a part that is worthwhile.

    `stands_alone`: no fiscal host and no welfare organisation among the partners. `could_ask` is the most it could
    ask for, `counts` the number of people by role, where known.
    """

    where: str
    support: frozenset[str]
    spared_by: frozenset[str]
    form: str | None
    stands_alone: bool
    sought: int | None
    could_ask: int
    only_money: bool
    core_costs: frozenset[str]
    one_day: bool
    starts_on: date | None
    started: bool | None
    no_anbi: bool
    tenure: str | None
    counts: Mapping[str, int]
    reserves: float | None


def facts_of(need: Need) -> NeedFacts:
    """Reads what rules compare with."""
    place = need.place
    kinds = {cost.kind for cost in need.costs or ()}
    counts = {
        "initiators": need.initiators,
        "participants": need.participants,
        "volunteers": place.volunteers,
        "board_members": place.board_members,
    }
    return NeedFacts(
        where=need.where,
        support=need.support,
        spared_by=frozenset(given for given, spared in SPARES.items() if spared & kinds),
        form=place.legal_form,
        stands_alone=place.fiscal_host is False and "welfare_organisation" not in (place.partners or ()),
        sought=need.sought_cents if "money" in need.support else None,
        could_ask=max(need.sought_cents or 0, need.total_cents or 0),
        only_money=need.support == {"money"},
        core_costs=_core(need),
        one_day=need.is_one_day,
        starts_on=need.starts_on,
        started=need.already_started,
        no_anbi=place.anbi is False,
        tenure=place.tenure,
        counts={role: count for role, count in counts.items() if count is not None},
        reserves=place.reserves_times_yearly_costs,
    )


def _core(need: Need) -> frozenset[str]:
    """The kinds of cost without which less than a tenth is left of what is sought; empty when that can't be told."""
    if not need.costs or not need.sought_cents:
        return frozenset()
    sums: Counter[str] = Counter()
    for cost in need.costs:
        sums[cost.kind] += cost.cents
    left = 0
    core: set[str] = set()
    for kind, cents in sorted(sums.items(), key=lambda item: (item[1], item[0])):
        if not core and (left + cents) * WORTHWHILE_PART < need.sought_cents:
            left += cents
        else:
            core.add(kind)
    return frozenset(core)
