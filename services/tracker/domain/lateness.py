"""What happens when a report is late: who hears of it on which day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from services.tracker.domain.deadlines import is_working_day
from services.tracker.domain.reminders import START_OF_OFFICE
from shared.kernel.dates import local_to_utc

STEPS = (0, 7, 14, 28)
"""Days after the first day that is too late."""
COORDINATOR_FROM = 14
"""From this step on a coordinator hears of it too: the funder may settle on its own, and somebody should call."""


class LateState(StrEnum):
    """What became of a step. `done` means that the team was told once."""

    PLANNED = "planned"
    DONE = "done"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class LateStep:
    """One word about a late report. `due_on` is the last day for the report that it belongs to."""

    id: str
    report_id: str
    application_id: str
    place_id: str
    due_on: date
    days: int
    due_at: datetime
    state: LateState = LateState.PLANNED
    reason: str | None = None
    closed_at: datetime | None = None


def moment_of(due_on: date, days: int, holidays: Collection[date]) -> datetime:
    """When the step is told: 09:00 on its day, or on the first working day after it. Nobody is called on a Sunday."""
    return _at_work(due_on + timedelta(days=1 + days), holidays)


def moment_after_rest(last_day: date, holidays: Collection[date]) -> datetime:
    """When a step is told that came while the place rested: 09:00 on the first working day after its last day."""
    return _at_work(last_day + timedelta(days=1), holidays)


def _at_work(day: date, holidays: Collection[date]) -> datetime:
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return local_to_utc(day, START_OF_OFFICE)


def told_to_coordinator(days: int) -> bool:
    """Whether a coordinator of the place hears of this step as well."""
    return days >= COORDINATOR_FROM


def told_in_rest(days: int) -> bool:
    """Whether a place hears of this step although it rests: only of the day itself, on which money can hang."""
    return days == 0
