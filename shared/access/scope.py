"""What somebody's queries may touch. Every storage function takes a scope first, so that no query can forget it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True)
class Scope:
    """The rows that one person can reach: those of `places` (their private side) and of `funders`.

    `outside` are those of the places that a coordinator sees from outside: only what they share with their coalition.
    `everything` is for the system itself (ticker, seeding, exports by the owner of the machine), never for a person.
    """

    person_id: str | None = None
    places: frozenset[str] = frozenset()
    funders: frozenset[str] = frozenset()
    everything: bool = False
    outside: frozenset[str] = frozenset()

    def limits(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """The condition that a row's place is in reach; put it in the WHERE of every query."""
        return sa.true() if self.everything else column.in_(sorted(self.places))

    def limits_funder(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """The condition that a row's funder is in reach."""
        return sa.true() if self.everything else column.in_(sorted(self.funders))

    def reaches(self, place_id: str) -> bool:
        """The same question for one place that is at hand."""
        return self.everything or place_id in self.places


SYSTEM = Scope(everything=True)
"""For work that no person asked for."""

NOBODY = Scope()
"""For visitors: only what is public."""
