"""When to remind of a deadline, and until when a reminder that is late is still of use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from services.tracker.domain.deadlines import (
    END_OF_OFFICE,
    MIDNIGHT,
    Moments,
    is_working_day,
    working_day_from,
    working_day_until,
)
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import AMSTERDAM, local_to_utc

LAST_CALL = 0
"""The offset that stands for four hours before the moment to be ready."""
OFFSETS = (42, 14, 7, 2, LAST_CALL)
"""Days before the last day, farthest first; a negative number is a day after it."""

START_OF_OFFICE = time(9, 0)
LAST_CALL_BEFORE = timedelta(hours=4)
USEFUL_AFTER = timedelta(days=28)
"""How long word about a day that went by is still of use."""


class ReminderState(StrEnum):
    """What became of a reminder. `done` means that the team was told once."""

    PLANNED = "planned"
    DONE = "done"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    SUPPRESSED = "suppressed"


REMINDER_LABELS = {
    ReminderState.PLANNED: _("staat klaar"),
    ReminderState.DONE: _("verstuurd"),
    ReminderState.EXPIRED: _("overgeslagen"),
    ReminderState.SUPERSEDED: _("vervangen"),
    ReminderState.SUPPRESSED: _("niet meer nodig"),
}


@dataclass(frozen=True)
class Reminder:
    """One planned reminder: due at `due_at`, of use before `useful_until` (both UTC)."""

    offset_days: int
    due_at: datetime
    useful_until: datetime
    state: ReminderState = ReminderState.PLANNED
    reason: str | None = None


def plan_reminders(
    moments: Moments, holidays: Collection[date], now: datetime, offsets: Sequence[int] = OFFSETS
) -> tuple[Reminder, ...]:
    """The reminders of a deadline, farthest first, all within office hours of working days (see `_due_at`).

    Those whose moment has passed already are expired at once: who starts three weeks before a closing date has just
    seen it, and needs no word about six weeks.
    """
    dues = [_due_at(moments, offset, holidays) for offset in offsets]
    following = zip(offsets[1:], dues[1:], strict=True)
    ends = [_useful_until(moments, offset, due) for offset, due in following]
    ends.append(_last_end(moments, offsets[-1], dues[-1]))
    return tuple(_reminder(*parts, now) for parts in zip(offsets, dues, ends, strict=True))


def occurrence_of(deadline_id: str, version: int, offset_days: int) -> str:
    """What tells the messages of one deadline apart: its version, and how many days before."""
    return f"{deadline_id}:v{version}:{offset_days}"


def still_useful(useful_until: datetime, now: datetime) -> bool:
    """Whether a reminder that is due should still be told."""
    return now < useful_until


def _reminder(offset: int, due_at: datetime, useful_until: datetime, now: datetime) -> Reminder:
    if due_at <= now:
        return Reminder(offset, due_at, useful_until, ReminderState.EXPIRED, "past_when_planned")
    return Reminder(offset, due_at, useful_until)


def _due_at(moments: Moments, offset: int, holidays: Collection[date]) -> datetime:
    """09:00 on the day, or on the last working day before it; word afterwards waits for the next working day."""
    if offset == LAST_CALL:
        return _in_office(moments.plan_by - LAST_CALL_BEFORE, holidays)
    day = moments.last_day - timedelta(days=offset)
    working = working_day_until(day, holidays) if offset > 0 else working_day_from(day, holidays)
    return local_to_utc(working, START_OF_OFFICE)


def _in_office(moment: datetime, holidays: Collection[date]) -> datetime:
    """The moment itself between 09:00 and 17:00 of a working day, else the last 17:00 of one before it."""
    local = moment.astimezone(AMSTERDAM)
    at, day = local.time().replace(tzinfo=None), local.date()
    if is_working_day(day, holidays) and at >= START_OF_OFFICE:
        return min(moment, local_to_utc(day, END_OF_OFFICE))
    return local_to_utc(working_day_until(day - timedelta(days=1), holidays), END_OF_OFFICE)


def _useful_until(moments: Moments, next_offset: int, next_due: datetime) -> datetime:
    """A reminder is of use until the next one takes over, at the start of its day."""
    if next_offset <= LAST_CALL:
        return next_due
    return min(local_to_utc(moments.last_day - timedelta(days=next_offset), MIDNIGHT), next_due)


def _last_end(moments: Moments, offset: int, due_at: datetime) -> datetime:
    return moments.plan_by if offset >= LAST_CALL else due_at + USEFUL_AFTER
