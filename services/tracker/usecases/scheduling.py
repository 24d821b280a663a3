"""Deadlines and their reminders as rows: made, moved and ended in the transaction of the event that asks for it."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, DeadlineState, Entered, Kind, moments_of
from services.tracker.domain.records import Application, Deadline
from services.tracker.domain.reminders import OFFSETS, ReminderState, occurrence_of, plan_reminders
from services.tracker.storage import deadlines, reminders
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.telling import subject_of
from shared.access.scope import Scope
from shared.contracts.messages import MessageKind
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


def entered_of(snapshot: SourceSnapshot) -> Entered | None:
    """The closing of a source as it was entered there; None when no date is known."""
    closing = snapshot.closing
    if closing is None:
        return None
    basis = Basis.AT if closing.time is not None else Basis(closing.basis.value)
    if basis is Basis.AT and closing.time is None:
        basis = Basis.UNSTATED
    return Entered(closing.date, basis, closing.time, source_text=closing.source_text)


def certainty_of(snapshot: SourceSnapshot) -> DeadlineState:
    """Confirmed only when the source was seen open with a published date; a pattern of other years is a proposal."""
    known = snapshot.status == "open" and snapshot.closing is not None and not snapshot.closing.expected
    return DeadlineState.CONFIRMED if known else DeadlineState.PROPOSED


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
) -> Deadline:
    """Makes a deadline with its reminders, or the next version of `before`, whose reminders are superseded.

    `about_id` is the record that it is for, where an application can have several of a kind.
    """
    holidays = holidays_near(entered.day)
    moments = moments_of(entered, holidays)
    if before is not None:
        _supersede(work, scope, application, before, now)
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
    )
    deadlines.add(work.connection, scope, deadline)
    reminders.add(work.connection, scope, deadline, plan_reminders(moments, holidays, now), now)
    return deadline


def end_reminders(
    work: Writing, scope: Scope, application: Application, reason: str, now: datetime, closing: DeadlineState | None
) -> None:
    """Ends planned reminders and takes back what was not read out yet; the closing gets its last state."""
    reminders.close_all(work.connection, scope, application.id, ReminderState.SUPPRESSED, reason, now)
    work.withdraw(subject=subject_of(application.id), kind=MessageKind.DEADLINE_REMINDER, reason=reason)
    deadline = deadlines.closing_of(work.connection, scope, application.id)
    if deadline is not None and closing is not None and deadline.state in OPEN_DEADLINE | {DeadlineState.MISSED}:
        deadlines.set_state(work.connection, scope, deadline, closing)


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
    deadlines.set_state(work.connection, scope, deadline, state)
    reminders.close_of(work.connection, scope, deadline, ReminderState.SUPPRESSED, reason, now)
    for offset in OFFSETS:
        work.withdraw(
            subject=subject_of(application.id),
            kind=MessageKind.DEADLINE_REMINDER,
            occurrence=occurrence_of(deadline.id, deadline.version, offset),
            reason=reason,
        )


def _supersede(work: Writing, scope: Scope, application: Application, old: Deadline, now: datetime) -> None:
    reason = "deadline_moved"
    deadlines.set_state(work.connection, scope, old, DeadlineState.MOVED)
    reminders.close_all(work.connection, scope, application.id, ReminderState.SUPERSEDED, reason, now)
    work.withdraw(subject=subject_of(application.id), kind=MessageKind.DEADLINE_REMINDER, reason=reason)
