"""How many of the 100 points each part of the score can bring, and why.

The part chance stands apart: it adds or takes points where there is history, and nothing where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of one part, with the reason for that number."""

    points: int
    why: str


WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {
        "purpose": Weight(40, "A source for another purpose is no help, however easy it is."),
        "local": Weight(16, "A local giver knows the street, has fewer who ask, and answers the phone."),
        "cover": Weight(16, "One source that covers all saves the evenings of a second application."),
        "certainty": Weight(14, "A page that names this form and was seen lately spares a vain application."),
        "time": Weight(4, "There must be time to ask, and an answer before the start."),
        "effort": Weight(10, "Volunteers' hours are a cost."),
        "chance": Weight(8, "Up or down, where decisions here tell; less than purpose, as one giver's mood changes."),
    }
)
