"""What became of earlier applications, as the rules see it: from the tracker, never from the place's own memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Result(StrEnum):
    """What the giver did with an application so far."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class EarlierApplication:
    """One earlier application at a source.

    `on` is the day of handing in, or of the decision once there is one. `money_from`: what that source's money is
    called in rules of others (codes of money_from). `for_this_need`: for the need at hand. `by_another`: of another
    place under the same legal person; people may hear that it is there, and nothing more of it. `accounted`: the giver
    is content with what was done with the money.
    """

    source_id: str
    result: Result
    on: date
    money_from: frozenset[str] = frozenset()
    for_this_need: bool = False
    by_another: bool = False
    accounted: bool = False
