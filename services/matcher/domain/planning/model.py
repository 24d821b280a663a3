"""What a plan is made of: what must be paid, what may pay it, and the limits. Open for several needs at once.

Money in whole cents, weights in thousandths, volunteer hours as numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

OTHER = "other"
"""The line for what the budget doesn't split up: every source that gives money may pay it."""
ANY = "any"


class Limit(StrEnum):
    """A limit that can stand in the way, and that a change can take away."""

    HOURS = "hours"
    OWN_MONEY = "own_money"
    CARRY = "carry"
    COMPANY = "company"
    TOGETHER = "together"
    WORTH = "worth"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Line:
    """All costs of one kind together; `id` is a code of the list cost_kind, or `other`."""

    id: str
    cents: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What one need must be given. `carry_cents`: what the place can pay ahead itself; None sets no limit."""

    need_id: str
    sought_cents: int
    lines: tuple[Line, ...]
    own_cents: int = 0
    carry_cents: int | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """Others must pay too: money of these kinds (`any`: whatever kind); `own_counts`: the place's own money will do."""

    kinds: frozenset[str] = frozenset({ANY})
    own_counts: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Estimated hours of volunteers; `why` names what they go to, as pairs of a code and hours."""

    asking: float
    reporting: float
    why: tuple[tuple[str, float], ...] = ()

    @property
    def total(self) -> float:
        """Asking and reporting together."""
        return self.asking + self.reporting


@dataclass(frozen=True, slots=True)
class Option:
    """One source that could pay a part of one need.

    `pays`: the lines it may pay. `max_cents` is the most it gives as far as known; `is_assumed`: its page names no
    maximum. `weight` says how certain the facts are (not how likely an award is), `nearness` how much rather a euro
    comes from here than from far away. `kinds`: what its money counts as
    for rules of others (codes of the list money_from). `carried_percent`: the part the place must pay ahead;
    `is_late`: because the decision comes after the start. `avoids`, `reduced_by`: money that may not be there too, or
    is taken off. `public_ceiling_cents`: the most all public money together may be.
    """

    need_id: str
    source_id: str
    max_cents: int
    pays: frozenset[str]
    hours: Hours
    min_cents: int = 0
    weight: int = 1000
    nearness: int = 1000
    questions: int = 0
    kinds: frozenset[str] = frozenset()
    own_needed_cents: int = 0
    carried_percent: int = 0
    company: Company | None = None
    avoids: frozenset[str] = frozenset()
    reduced_by: frozenset[str] = frozenset()
    public_ceiling_cents: int | None = None
    ask_by: date | None = None
    decided_on: date | None = None
    is_late: bool = False
    is_assumed: bool = False
    is_in_kind: bool = False

    @property
    def euro_weight(self) -> float:
        """What one euro of it counts for in the choice between plans, 0 to 1: certain, and from nearby."""
        return self.weight * self.nearness / 1_000_000

    def is_money_of(self, kinds: frozenset[str]) -> bool:
        """Whether its money falls under kinds that a rule names."""
        return not self.is_in_kind and (ANY in kinds or bool(kinds & self.kinds))


@dataclass(frozen=True, slots=True)
class Pin:
    """A source that must be in the plan; `cents` fixes its amount too."""

    source_id: str
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be solved. `waived` names limits that are left out, to see what they cost.

    `smallest_cents`: nobody asks for less; without it one cent of a second source would be company.
    """

    demands: tuple[Demand, ...]
    options: tuple[Option, ...]
    hours: float | None = None
    worth_cents_per_hour: int = 0
    smallest_cents: int = 1
    pins: tuple[Pin, ...] = ()
    forbidden: frozenset[str] = frozenset()
    waived: frozenset[Limit] = frozenset()

    def demand_of(self, option: Option) -> Demand:
        """The need that an option belongs to."""
        return next(demand for demand in self.demands if demand.need_id == option.need_id)

    def pin_of(self, option: Option) -> Pin | None:
        """The pin of a source, if there is one."""
        return next((pin for pin in self.pins if pin.source_id == option.source_id), None)

    def holds(self, limit: Limit) -> bool:
        """Whether this limit counts."""
        return limit not in self.waived

    def is_shut(self, option: Option) -> bool:
        """Whether somebody left it out."""
        return self.holds(Limit.FORBIDDEN) and option.source_id in self.forbidden

    def least_cents(self, option: Option) -> int:
        """Below this it isn't in the plan: the source's own minimum, or too little for the hours it takes.

        A pinned source needs not be worth its hours: somebody decided so.
        """
        pin = self.pin_of(option)
        if pin is not None:
            return max(1, option.min_cents)  # somebody may want a small thing
        worth = int(self.worth_cents_per_hour * option.hours.total) if self.holds(Limit.WORTH) else 0
        return max(1, self.smallest_cents, option.min_cents, worth)


@dataclass(frozen=True, slots=True)
class Part:
    """One source in the plan: its amount, and which lines it pays (line id to cents)."""

    option: Option
    cents: int
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def euros_per_hour(self) -> float | None:
        """What an hour of volunteers brings; None when it takes no time."""
        return self.cents / 100 / self.option.hours.total if self.option.hours.total else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The best parts found. `is_possible` is False when no plan keeps to the pins and the limits.

    `gap` is the proven distance to the best that could exist, as a part of it: 0 is proven best.
    """

    parts: tuple[Part, ...]
    is_possible: bool
    gap: float
    seconds: float

    @property
    def cents(self) -> int:
        """All amounts together."""
        return sum(part.cents for part in self.parts)

    @property
    def hours(self) -> float:
        """All hours of volunteers together."""
        return sum(part.option.hours.total for part in self.parts)

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists (but for less than a cent on the euro thousand)."""
        return self.is_possible and self.gap <= 1e-5
