"""When to remind of a deadline, and until when a reminder that is late is still of use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from services.tracker.domain.deadlines import MIDNIGHT, Moments, working_day_until
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import local_to_utc

OFFSETS = (42, 14, 7, 2)
"""Days before the last day, farthest first."""

START_OF_OFFICE = time(9, 0)


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
    """The reminders of a deadline, farthest first: 09:00 on the day, or on the last working day before it.

    Those whose moment has passed already are expired at once: who starts three weeks before a closing date has just
    seen it, and needs no word about six weeks.
    """
    dues = [_due_at(moments.last_day, offset, holidays) for offset in offsets]
    ends = [
        min(_day_starts(moments.last_day, after), due)
        for (_before, after), due in zip(pairwise(offsets), dues[1:], strict=True)
    ]
    ends.append(moments.plan_by)
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


def _due_at(last_day: date, offset: int, holidays: Collection[date]) -> datetime:
    return local_to_utc(working_day_until(last_day - timedelta(days=offset), holidays), START_OF_OFFICE)


def _day_starts(last_day: date, offset: int) -> datetime:
    return local_to_utc(last_day - timedelta(days=offset), MIDNIGHT)
