"""Deadlines and their reminders as rows: made, moved and ended in the transaction of the event that asks for it."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.deadlines import (
    OPEN_DEADLINE,
    Basis,
    DeadlineState,
    Entered,
    Kind,
    Origin,
    moments_of,
)
from services.tracker.domain.kinds import KINDS, KindRule
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.reminders import ReminderState, occurrence_of, plan_reminders
from services.tracker.domain.states import PREPARING, RESTING, Event, State
from services.tracker.storage import applications, deadlines, reminders
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.tasks.plan_tasks import plan_tasks
from services.tracker.usecases.telling import subject_of
from shared.access.scope import Scope
from shared.contracts.messages import MessageKind
from shared.contracts.source_snapshot import Closing
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing

_REASONS = {
    Event.SUBMIT: "already_submitted",
    Event.SUBMIT_ELSEWHERE: "already_submitted",
    Event.STOP: "stopped",
    Event.MISS: "closed",
}


def entered_of(closing: Closing | None) -> Entered | None:
    """The closing of a source as it was entered there; None when no date is known."""
    if closing is None:
        return None
    basis = Basis.AT if closing.time is not None else Basis(closing.basis.value)
    if basis is Basis.AT and closing.time is None:
        basis = Basis.UNSTATED
    return Entered(closing.date, basis, closing.time, source_text=closing.source_text)


def is_sure(status: str, closing: Closing | None) -> bool:
    """Whether the source was seen open with a published date; a pattern of other years is a proposal."""
    return status == "open" and closing is not None and not closing.expected


def schedule(
    work: Writing,
    scope: Scope,
    application: Application,
    entered: Entered,
    state: DeadlineState,
    *,
    told_by: str,
    now: datetime,
    before: Deadline | None = None,
    kind: Kind = Kind.CLOSING,
    about_id: str | None = None,
    origin: Origin = Origin.PERSON,
) -> Deadline:
    """Makes a deadline with its reminders, or the next version of `before`, whose reminders are superseded.

    `about_id` is the record that it is for, where an application can have several of a kind. The application goes to
    its new place in lists at once.
    """
    holidays = holidays_near(entered.day)
    moments = moments_of(entered, holidays)
    if before is not None:
        end_deadline(work, scope, before, DeadlineState.MOVED, "deadline_moved", now)
    deadline = Deadline(
        id=before.id if before else new_id(),
        version=before.version + 1 if before else 1,
        application_id=application.id,
        place_id=application.place_id,
        kind=kind,
        state=state,
        entered=entered,
        closes_at=moments.closes_at,
        plan_by=moments.plan_by,
        last_day=moments.last_day,
        assumed=moments.assumed,
        told_by=told_by,
        made_at=now,
        about_id=about_id,
        origin=origin,
    )
    deadlines.add(work.connection, scope, deadline)
    planned = plan_reminders(moments, holidays, now, KINDS[kind].offsets)
    reminders.add(work.connection, scope, deadline, planned, now)
    applications.refresh_attention(work.connection, scope, application.id)
    if kind is Kind.CLOSING:
        plan_tasks(work, scope, application, now)
    return deadline


def end_reminders(
    work: Writing, scope: Scope, application: Application, reason: str, now: datetime, closing: DeadlineState | None
) -> None:
    """Ends planned reminders and takes back what was not read out yet; the closing gets its last state."""
    reminders.close_all(work.connection, scope, application.id, ReminderState.SUPPRESSED, reason, now)
    work.withdraw(subject=subject_of(application.id), kind=MessageKind.DEADLINE_REMINDER, reason=reason)
    deadline = deadlines.closing_of(work.connection, scope, application.id)
    if deadline is not None and closing is not None and deadline.state in OPEN_DEADLINE | {DeadlineState.MISSED}:
        deadlines.set_state(work.connection, scope, deadline, closing, now)
    applications.refresh_attention(work.connection, scope, application.id)


def settle_deadline(
    work: Writing,
    scope: Scope,
    application: Application,
    kind: Kind,
    about_id: str | None,
    state: DeadlineState,
    reason: str,
    now: datetime,
) -> None:
    """Gives the open deadline of this kind its last state, and ends its reminders; nothing happens without one."""
    deadline = deadlines.newest_of(work.connection, scope, application.id, kind, about_id)
    if deadline is None or deadline.state not in OPEN_DEADLINE:
        return
    end_deadline(work, scope, deadline, state, reason, now)


def end_deadline(
    work: Writing, scope: Scope, deadline: Deadline, state: DeadlineState, reason: str, now: datetime
) -> None:
    """Gives this version its last state, ends its reminders and takes back what nobody read yet.

    `reason` is a code that people see in words beside a reminder. Raises Stale when it had ended already.
    """
    ended = ReminderState.SUPERSEDED if state is DeadlineState.MOVED else ReminderState.SUPPRESSED
    deadlines.set_state(work.connection, scope, deadline, state, now)
    kept = reminders.close_of(work.connection, scope, deadline, ended, reason, now)
    offsets = KINDS[deadline.kind].offsets
    if kept < len(offsets):  # else none was told
        for offset in offsets:
            work.withdraw(
                subject=subject_of(deadline.application_id),
                kind=MessageKind.DEADLINE_REMINDER,
                occurrence=occurrence_of(deadline.id, deadline.version, offset),
                reason=reason,
            )
    applications.refresh_attention(work.connection, scope, deadline.application_id)


def end_by_event(work: Writing, scope: Scope, application: Application, event: Event, now: datetime) -> None:
    """Ends the open deadlines that an event meets, and those that mean nothing in the state it led to.

    A deadline for one record of several (a condition, a report) is left to whoever knows which one it was.
    """
    for deadline in deadlines.open_of(work.connection, scope, [application.id]).get(application.id, ()):
        rule, reason = KINDS[deadline.kind], _REASONS.get(event, "nothing_to_remind")
        if event in rule.met_by and deadline.about_id is None:
            end_deadline(work, scope, deadline, DeadlineState.MET, reason, now)
        elif _is_pointless(deadline, rule, application.state):
            end_deadline(work, scope, deadline, DeadlineState.WITHDRAWN, reason, now)


def _is_pointless(deadline: Deadline, rule: KindRule, state: State) -> bool:
    if rule.before_sending:
        return state not in PREPARING
    # Against a refusal an objection is possible after all else has ended.
    return state in RESTING and deadline.kind is not Kind.OBJECTION
