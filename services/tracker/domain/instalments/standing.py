"""How the money of an award stands: what was agreed against what came in. Differences are named, never levelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.states import ON_THE_WAY, WAITING


@dataclass(frozen=True)
class Standing:
    """Sums in whole cents. `expected` is open and not sent yet, `ordered` is on its way, `received` came in.

    `still_to_come` and `too_much` are counted from what the funder fixed in the end, or else from the award; both are
    None while neither is known.
    """

    expected: int
    ordered: int
    received: int
    still_to_come: int | None
    too_much: int | None

    @property
    def not_agreed(self) -> int:
        """What is to come without an instalment for it (above zero), or agreed and more than is to come (below)."""
        return 0 if self.still_to_come is None else self.still_to_come - self.expected - self.ordered


def standing(instalments: Iterable[Instalment], award_cents: int | None, final_cents: int | None = None) -> Standing:
    """The standing of one award. `final_cents`: what was fixed in the end, None before the settlement."""
    parts = list(instalments)
    goal = award_cents if final_cents is None else final_cents
    received = sum(part.received_cents for part in parts)
    return Standing(
        expected=sum(part.open_cents for part in parts if part.state in WAITING),
        ordered=sum(part.open_cents for part in parts if part.state in ON_THE_WAY),
        received=received,
        still_to_come=None if goal is None else max(0, goal - received),
        too_much=None if goal is None else max(0, received - goal),
    )


def left_to_plan(instalments: Sequence[Instalment], goal_cents: int) -> int:
    """What a new plan may divide: the award without what came in or is on its way. Below zero when that is more."""
    on_the_way = sum(part.open_cents for part in instalments if part.state in ON_THE_WAY)
    return goal_cents - sum(part.received_cents for part in instalments) - on_the_way
