"""A deadline as an event in somebody's own calendar: which day, how sure, and when the phone sounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from services.tracker.domain.deadlines import MIDNIGHT, OPEN_DEADLINE, DeadlineState
from services.tracker.domain.kinds import KINDS
from services.tracker.domain.records import Deadline
from services.tracker.domain.reminders import LAST_CALL, START_OF_OFFICE
from shared.kernel.dates import AMSTERDAM

KEPT_AFTER = timedelta(days=60)
"""How long an event stays after its day or its end, so that a phone that was off still hears of it."""


class EventStatus(StrEnum):
    """How sure an event is, in the words of RFC 5545."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


STATUS_OF = {
    DeadlineState.PROPOSED: EventStatus.TENTATIVE,
    DeadlineState.CONFIRMED: EventStatus.CONFIRMED,
    # The day was there and is gone; nothing was called off.
    DeadlineState.MISSED: EventStatus.CONFIRMED,
    DeadlineState.MET: EventStatus.CANCELLED,
    DeadlineState.WAIVED: EventStatus.CANCELLED,
    DeadlineState.WITHDRAWN: EventStatus.CANCELLED,
}


@dataclass(frozen=True)
class Rest:
    """A stretch of days on which a place rests, both ends included."""

    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Whether the place rests on this day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class CalendarEvent:
    """One event. `starts` is a day when no time of day is known, else the local moment in Amsterdam.

    `uid` stays the same when a deadline moves, `sequence` then goes up. `alarms` are durations before the start; one
    below zero is after it, as 09:00 is on a day that starts at midnight.
    """

    uid: str
    sequence: int
    status: EventStatus
    starts: date | datetime
    changed_at: datetime
    alarms: tuple[timedelta, ...] = ()


def event_of(deadline: Deadline, alarm_days: Iterable[int], rests: Collection[Rest] = ()) -> CalendarEvent:
    """The event of the newest version of a deadline; alarms on days of rest are left out."""
    starts = _starts(deadline)
    return CalendarEvent(
        uid=deadline.id,
        sequence=deadline.version,
        status=STATUS_OF[deadline.state],
        starts=starts,
        changed_at=deadline.ended_at or deadline.made_at,
        alarms=_alarms(starts, alarm_days, rests) if _sounds(deadline) else (),
    )


def _starts(deadline: Deadline) -> date | datetime:
    """The day to be ready, which is the day before for "voor 1 maart"; with a time of day where one is known."""
    # From the moment and not from what was typed: a time that a night skips is an hour later.
    return deadline.last_day if deadline.entered.at is None else deadline.plan_by.astimezone(AMSTERDAM)


def _sounds(deadline: Deadline) -> bool:
    """Whether there is something to do before it; on a day that others decide our own reminders are silent too."""
    is_open = deadline.state in OPEN_DEADLINE
    return is_open and any(offset >= LAST_CALL for offset in KINDS[deadline.kind].offsets)


def _alarms(starts: date | datetime, days: Iterable[int], rests: Collection[Rest]) -> tuple[timedelta, ...]:
    """At 09:00 on each of the days, as civil time before the start; what would sound too late is left out."""
    has_time = isinstance(starts, datetime)
    at = starts.replace(tzinfo=None) if isinstance(starts, datetime) else datetime.combine(starts, MIDNIGHT)
    mornings = [datetime.combine(at.date() - timedelta(days=number), START_OF_OFFICE) for number in days]
    return tuple(
        at - morning
        for morning in mornings
        if not (has_time and morning > at) and not any(rest.covers(morning.date()) for rest in rests)
    )
