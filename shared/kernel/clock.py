"""Time as an argument: rules get a moment, processes get a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from shared.kernel.dates import AMSTERDAM


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until it is moved; for tests and what-ifs."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def move(self, by: timedelta) -> None:
        """Moves the clock by a duration."""
        self.moment += by


def today_in_amsterdam(clock: Clock) -> date:
    """The civil date in the Netherlands at this moment."""
    return clock.now().astimezone(AMSTERDAM).date()
