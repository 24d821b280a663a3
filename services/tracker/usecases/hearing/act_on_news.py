"""What follows for an application from news of its source: the next version of its deadline, or its end, and word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.tracker.domain.deadlines import DeadlineState, Origin, moments_of
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.reminders import OFFSETS
from services.tracker.domain.source_news import ENDS, MOVES, TOLD, KeptChange, SourceOutcome
from services.tracker.domain.states import State
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, source_changes
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.scheduling import end_deadline, schedule
from services.tracker.usecases.telling import subject_of, tell_team
from services.tracker.usecases.words import closing_text, entered_text
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.outbox.writing import Writing

TOGETHER = timedelta(minutes=10)
"""Somebody who puts a date right a minute later sends one message, not two."""
USEFUL = timedelta(days=14)


def act_on_news(
    ctx: TrackerContext,
    work: Writing,
    application: Application,
    held: Deadline | None,
    change: KeptChange,
    status: str,
    now: datetime,
) -> None:
    """Does what the outcome asks for, in the transaction that keeps the change; nothing for news that is none here."""
    if change.outcome is SourceOutcome.NOTHING:
        return
    if change.outcome is not SourceOutcome.PROPOSED:
        source_changes.settle(work.connection, SYSTEM, application.id, now)
    after = _note(work, application, change, status, now)
    deadline = _moved(work, after, held, change, now)
    # An idea is told of by the matcher, which knows of no application yet.
    if change.outcome in TOLD and application.state is not State.IDEA:
        _tell(ctx, work, after, deadline, change, now)


def _note(work: Writing, application: Application, change: KeptChange, status: str, now: datetime) -> Application:
    is_known = status in ("open", "closed") and change.outcome is not SourceOutcome.GONE
    told = {"source_status": status} if is_known else {}
    after = applications.change(work.connection, SYSTEM, application, updated_at=now, **told)
    detail: dict[str, object] = {
        "change": change.outcome.value,
        "source_version": change.source_version,
        "day": change.entered.day.isoformat() if change.entered else None,
        "version": after.version,
    }
    work.note(audit_entry(None, after, "source_changed", now, before=application, detail=detail))
    return after


def _moved(
    work: Writing, application: Application, held: Deadline | None, change: KeptChange, now: datetime
) -> Deadline | None:
    """The version of the deadline that holds now, when the news made one."""
    if change.outcome in ENDS:
        if held is not None and change.old_text is not None:
            end_deadline(work, SYSTEM, held, DeadlineState.WITHDRAWN, "source_closed", now)
        return None
    if change.outcome not in MOVES or change.entered is None:
        return None
    return schedule(
        work,
        SYSTEM,
        application,
        change.entered,
        DeadlineState.CONFIRMED if change.sure else DeadlineState.PROPOSED,
        told_by=held.told_by if held else application.started_by,
        now=now,
        before=held,
        origin=Origin.SOURCE,
    )


def _tell(
    ctx: TrackerContext,
    work: Writing,
    application: Application,
    deadline: Deadline | None,
    change: KeptChange,
    now: datetime,
) -> None:
    untold = source_changes.first_untold(work.connection, SYSTEM, application.id, now)
    old_text = untold.old_text if untold else change.old_text
    if untold is not None:
        # Nobody heard of the earlier change yet: within ten minutes it is one message, or none when all is as it was.
        work.withdraw(subject=subject_of(application.id), kind=MessageKind.DEADLINE_MOVED, reason="replaced")
        source_changes.unmark_told(work.connection, SYSTEM, application.id, now)
        if deadline is not None and closing_text(deadline) == old_text:
            return
    with ctx.people.read() as people:
        if rest_days.rests_on(people, application.place_id, now.astimezone(AMSTERDAM).date()):
            return
    due_at = now if _presses(deadline, change, now) else now + TOGETHER
    source_changes.mark_told(work.connection, SYSTEM, change, due_at, old_text)
    tell_team(
        work,
        application,
        MessageKind.DEADLINE_MOVED,
        now,
        closing=deadline,
        due_at=due_at,
        occurrence=f"source:v{change.source_version}",
        useful_until=now + USEFUL,
        **_said(change, old_text, deadline),
    )


def _said(change: KeptChange, old_text: str | None, deadline: Deadline | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "change": change.outcome.value,
        "old_text": old_text,
        "fit": change.fit,
        "starts_on": change.starts_on.isoformat() if change.starts_on else None,
        "earliest": change.earliest.isoformat() if change.earliest else None,
    }
    if deadline is None and change.entered is not None:
        plan_by = moments_of(change.entered, holidays_near(change.entered.day)).plan_by
        said["closing_text"] = entered_text(change.entered, plan_by)
    return said


def _presses(deadline: Deadline | None, change: KeptChange, now: datetime) -> bool:
    """Whether it can't wait ten minutes: it closed, or it closes earlier than the first reminder would come."""
    if change.outcome is SourceOutcome.CLOSED:
        return True
    if change.outcome is not SourceOutcome.EARLIER or deadline is None:
        return False
    return deadline.plan_by - now <= timedelta(days=OFFSETS[0])
