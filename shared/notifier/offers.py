"""What was offered to the workers and since when: when to offer it once more, and when to stop relying on the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# A job may get lost in Redis; a row that is still due after this long is offered once more.
AGAIN_AFTER = 10.0
# A queue that answers and hands on nothing is no queue: whoever offers it does it, as if Redis were away.
DIRECT_AFTER = 30.0


@dataclass(frozen=True)
class Sorted:
    """What is to be offered now, and what is to be done without the queue; all else waits."""

    offer: Sequence[str]
    handle: Sequence[str]


@dataclass(frozen=True)
class _Offer:
    first: float
    last: float


class Offers:
    """Remembers offers of one kind of work. Moments are seconds of a clock that only goes forward.

    Work that was claimed is not due any more and is forgotten with it: only what nobody took grows old here.
    """

    def __init__(self) -> None:
        self._made: dict[str, _Offer] = {}

    def sort(self, due: Sequence[str], now: float) -> Sorted:
        """Sorts what is due at this moment, and forgets what is not."""
        self._made = {one: self._made[one] for one in due if one in self._made}
        ripe = [one for one in due if one not in self._made or now - self._made[one].last >= AGAIN_AFTER]
        handle = [one for one in ripe if one in self._made and now - self._made[one].first >= DIRECT_AFTER]
        own = frozenset(handle)
        return Sorted([one for one in ripe if one not in own], handle)

    def remember(self, work: Sequence[str], now: float) -> None:
        """Notes that this was offered, or handled, just now."""
        for one in work:
            known = self._made.get(one)
            self._made[one] = replace(known, last=now) if known else _Offer(now, now)
