"""One cost is paid once: its parts for all funders together are never more than the cost itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CostLine:
    """One cost and what is asked of each application for it. Whole cents; `shares` by application id."""

    id: str
    label: str
    amount_cents: int
    shares: Mapping[str, int] = field(default_factory=dict)

    @property
    def left_cents(self) -> int:
        """What no funder pays yet; below zero when more is asked than it cost."""
        return self.amount_cents - sum(self.shares.values())


@dataclass(frozen=True)
class Overclaim:
    """A cost of which more is asked than it is."""

    line: CostLine

    @property
    def too_much_cents(self) -> int:
        """How much more."""
        return -self.line.left_cents


def overclaimed(lines: Iterable[CostLine]) -> tuple[Overclaim, ...]:
    """The costs that are covered for more than the whole of them, in the order of the lines."""
    return tuple(Overclaim(line) for line in lines if line.left_cents < 0)


def divided(amount_cents: int, parts: int) -> tuple[int, ...]:
    """An amount in equal parts to the cent; the last part takes the rounding."""
    if parts < 1:
        return ()
    each = amount_cents // parts
    return (*(each,) * (parts - 1), amount_cents - each * (parts - 1))
