"""How much a source can give for this need: bands per form, and bands per participant, month or year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from services.matcher.domain.bands import bands_for, times
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source


@dataclass(frozen=True, slots=True)
class Reach:
    """What the bands that apply allow, in cents; None where no limit is known."""

    min_cents: int | None
    max_cents: int | None


def reach(need: Need, source: Source) -> Reach | None:
    """The lowest minimum and the highest maximum over the bands; None when no band can be reckoned.

    A band without a maximum lifts the ceiling, and one without a minimum the floor: each alone may serve.
    """
    floors: list[int | None] = []
    ceilings: list[int | None] = []
    for band in bands_for(need, source):
        count = times(need, band.per)
        if count is None:
            continue
        floors.append(None if band.min_cents is None else band.min_cents * count)
        ceilings.append(None if band.max_cents is None else band.max_cents * count)
    if not floors:
        return None
    low = None if None in floors else min(floor for floor in floors if floor is not None)
    high = None if None in ceilings else max(ceiling for ceiling in ceilings if ceiling is not None)
    return Reach(low, high)


def payable_cents(need: Need, source: Source) -> int | None:
    """The part of the amount sought that hard exclusions leave; None when the amount or its lines are not known."""
    if need.sought_cents is None:
        return None
    if not need.costs:
        return need.sought_cents
    shut = {exclusion.what for exclusion in source.exclusions or () if exclusion.strength == "hard"}
    total = sum(cost.cents for cost in need.costs)
    left = sum(cost.cents for cost in need.costs if cost.kind not in shut)
    return need.sought_cents if left == total else min(need.sought_cents, left)


def coverable_cents(need: Need, source: Source) -> int | None:
    """The most this source could give for this need as far as known: ceiling, share and payable costs together."""
    payable = payable_cents(need, source)
    if payable is None:
        return None
    limits = [payable]
    allowed = reach(need, source)
    if allowed is not None and allowed.max_cents is not None:
        limits.append(allowed.max_cents)
    if source.share is not None and source.share.max_percent is not None and need.total_cents is not None:
        limits.append(int(need.total_cents * source.share.max_percent / 100))
    return min(limits)


def names_a_limit(need: Need, source: Source) -> bool:
    """Whether the page names a highest amount or a highest share: without one, what it gives is a guess."""
    allowed = reach(need, source)
    if allowed is not None and allowed.max_cents is not None:
        return True
    return bool(source.share and source.share.max_percent)


class Ceilings:
    """Maxima of many sources, to be added up below any amount."""

    def __init__(self, maxima: Iterable[int]) -> None:
        self._sorted = sorted(maxima)
        self._sums = list(accumulate(self._sorted, initial=0))

    def __len__(self) -> int:
        return len(self._sorted)

    def total_up_to(self, cents: int) -> int:
        """The sum of all maxima, each counted for at most this amount."""
        lower = bisect_right(self._sorted, cents)
        return self._sums[lower] + (len(self._sorted) - lower) * cents


def usual_maxima(sources: Iterable[Source]) -> tuple[int, ...]:
    """The highest maximum for a whole request of every source that names one, in cents."""
    highest = (
        max((band.max_cents for band in source.amounts or () if band.max_cents and band.per is None), default=None)
        for source in sources
    )
    return tuple(limit for limit in highest if limit is not None)
