"""One decision of the past: what was asked, and what was granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Decision(Protocol):
    """What a chance is learnt from, whoever kept it."""

    @property
    def is_granted(self) -> bool:
        """Whether anything was granted."""
        ...

    @property
    def share(self) -> float | None:
        """Which part of what was asked was granted, at most all of it; None when that can't be told."""
        ...


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision of a giver. Amounts in cents; nothing granted means refused.

    `decider` is who decides within the giver (a city district, a department): the kind that a scheme belongs to.
    """

    scheme: str
    decider: str
    theme: str
    periodicity: str
    year: int
    asked_cents: int
    granted_cents: int

    @property
    def is_granted(self) -> bool:
        """Whether anything was granted."""
        return self.granted_cents > 0

    @property
    def share(self) -> float:
        """Which part of what was asked was granted, at most all of it."""
        return min(1.0, self.granted_cents / self.asked_cents) if self.asked_cents else 0.0


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """A decision on an application that was followed here; `kind` is the kind of giver of its source."""

    source_id: str
    kind: str
    on: date
    is_granted: bool
    share: float | None = None
