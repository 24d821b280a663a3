"""Turning reminders that are due into word for the team, once each, also after a long pause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.kinds import KINDS
from services.tracker.domain.records import Application, Deadline, KeptReminder
from services.tracker.domain.reminders import ReminderState, occurrence_of, still_useful
from services.tracker.domain.states import PREPARING
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, deadlines, reminders
from services.tracker.usecases.reminding.escalate import escalate
from services.tracker.usecases.telling import tell_team
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.outbox import faults
from shared.outbox.writing import Writing

BATCH = 200


@dataclass(frozen=True)
class Made:
    """What one run did: how many reminders were told, and how many ended without."""

    told: int = 0
    ended: int = 0


def make_due_reminders(ctx: TrackerContext) -> Made:
    """Handles every reminder whose moment has come; safe to run twice at the same time.

    Each becomes done (with one intent, whose id is the reminder's), expired when it is of no use any more, or
    suppressed when there is nothing to remind of or the place rests. Row and intent are one transaction.
    """
    with ctx.database.read() as connection:
        # Asked every few seconds: most often there is nothing, and nobody needs to wait for a write.
        if not reminders.any_due(connection, SYSTEM, now=ctx.clock.now()):
            return Made()
    told = ended = 0
    while True:
        now = ctx.clock.now()
        with ctx.write() as work:
            rows = reminders.due(work.connection, SYSTEM, now=now, limit=BATCH)
            made = _make(ctx, work, rows, now)
        told, ended = told + made.told, ended + made.ended
        if len(rows) < BATCH:
            return Made(told, ended)


def _make(ctx: TrackerContext, work: Writing, rows: list[KeptReminder], now: datetime) -> Made:
    if not rows:
        return Made()
    ids = sorted({row.application_id for row in rows})
    known = applications.by_ids(work.connection, SYSTEM, ids)
    found = deadlines.open_of(work.connection, SYSTEM, ids)
    still_open = {deadline.id: deadline for some in found.values() for deadline in some}
    resting = _resting(ctx, {row.place_id for row in rows}, now)
    told = 0
    for row in rows:
        deadline = still_open.get(row.deadline_id)
        told += _handle(ctx, work, row, known[row.application_id], deadline, resting, now)
    return Made(told, len(rows) - told)


def _handle(
    ctx: TrackerContext,
    work: Writing,
    row: KeptReminder,
    application: Application,
    deadline: Deadline | None,
    resting: Mapping[str, bool],
    now: datetime,
) -> bool:
    state, reason = _fate(row, application, deadline, resting[row.place_id], now)
    closed = reminders.close(work.connection, SYSTEM, row.id, state, reason, now)
    if not closed or state is not ReminderState.DONE or deadline is None:
        return False
    faults.point("reminder_closed")
    tell_team(
        work,
        application,
        MessageKind.DEADLINE_REMINDER,
        now,
        closing=deadline,
        due_at=row.due_at,  # after a pause it shows that this comes late, and goes out together with what else does
        intent_id=row.id,
        occurrence=occurrence_of(row.deadline_id, row.deadline_version, row.offset_days),
        useful_until=row.useful_until,
    )
    faults.point("reminder_told")
    escalate(ctx, work, row, application, deadline, now)
    return True


def _fate(
    row: KeptReminder, application: Application, deadline: Deadline | None, rests: bool, now: datetime
) -> tuple[ReminderState, str | None]:
    if deadline is None or (KINDS[deadline.kind].before_sending and application.state not in PREPARING):
        return ReminderState.SUPPRESSED, "nothing_to_remind"
    if deadline.version != row.deadline_version:
        return ReminderState.SUPERSEDED, "deadline_moved"
    if not still_useful(row.useful_until, now):
        return ReminderState.EXPIRED, "too_late"
    if rests:
        return ReminderState.SUPPRESSED, "season_of_rest"
    return ReminderState.DONE, None


def _resting(ctx: TrackerContext, place_ids: set[str], now: datetime) -> dict[str, bool]:
    day = now.astimezone(AMSTERDAM).date()
    with ctx.people.read() as connection:
        return {place_id: rest_days.rests_on(connection, place_id, day) for place_id in place_ids}
