"""How many minutes it takes to find out a fact, and why. Data: the order of the questions rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Effort:
    """Minutes of somebody of the place, with the reason for that number."""

    minutes: float
    why: str


MINUTES: Mapping[str, Effort] = MappingProxyType(
    {
        "place.legal_form": Effort(0.2, "Known by heart."),
        "place.anbi": Effort(1, "Known to the treasurer, or looked up in the public list."),
        "place.fiscal_host": Effort(10, "A talk with an organisation that is near."),
        "place.partners": Effort(1, "Known by heart; ticking a list."),
        "place.tenure": Effort(0.5, "Known by heart."),
        "place.board_members": Effort(0.2, "Known by heart."),
        "place.volunteers": Effort(0.5, "Known nearly enough."),
        "place.money_last_year_from": Effort(2, "Remembering a year."),
        "place.reserves_times_yearly_costs": Effort(10, "Two numbers out of the annual account."),
        "need.total_budget": Effort(15, "Adding up a budget."),
        "need.amount_sought": Effort(10, "Needs a first look at the costs."),
        "need.own_contribution": Effort(5, "Has to be agreed within the group."),
        "need.starts_on": Effort(2, "A date in view, not yet fixed."),
        "need.ends_on": Effort(2, "A date in view, not yet fixed."),
        "need.already_started": Effort(0.2, "Known by heart."),
        "need.initiators": Effort(0.2, "Known by heart."),
        "need.participants": Effort(1, "An estimate is enough."),
        "need.signatures": Effort(30, "Going from door to door."),
        "source.status": Effort(20, "Finding the number, calling, perhaps calling again."),
        "source.applicants": Effort(20, "Finding the number, calling, perhaps calling again."),
    }
)
