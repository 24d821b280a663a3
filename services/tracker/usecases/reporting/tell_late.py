"""Telling that a report is late, on the day itself and after 7, 14 and 28 days, once each.

The team hears every step, a coordinator of the place the last two.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.tracker.domain.deadlines import Basis, Entered, moments_of
from services.tracker.domain.lateness import LateState, LateStep, moment_after_rest, told_in_rest, told_to_coordinator
from services.tracker.domain.reports import TO_DO, Report, ReportKind
from services.tracker.domain.states import Event, State
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records, late_steps
from services.tracker.usecases.accounting.set_terms import UNDER_TERMS
from services.tracker.usecases.by_clock import ClockAct, by_clock
from services.tracker.usecases.holidays import holidays_near
from services.tracker.usecases.telling import tell_coordinators, tell_team
from shared.access import rest_days
from shared.access.scope import SYSTEM
from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM

BATCH = 200


def tell_late_reports(ctx: TrackerContext) -> int:
    """Handles the steps whose moment has come; returns how many were told.

    Each is its own transaction, with the change of state, the message and the end of the step in it. After a pause in
    which several steps came due, only the last of them is told. A place that rests hears of the day itself, and of the
    rest when it is back. Safe to run twice at once.
    """
    now = ctx.clock.now()
    with ctx.database.read() as connection:
        steps = late_steps.due(connection, SYSTEM, now=now, limit=BATCH)
    newest = {step.report_id: step.id for step in steps}  # the steps come in the order of their moments
    return sum(_handle(ctx, step, newest[step.report_id] == step.id) for step in steps)


def _handle(ctx: TrackerContext, step: LateStep, is_newest: bool) -> bool:
    told = False
    with by_clock(ctx, step.application_id) as act:
        report = award_records.get(act.work.connection, SYSTEM, Report, step.application_id, step.report_id)
        rests_until = _rests_until(ctx, step.place_id, act.now)
        waited_for = act.application.state in UNDER_TERMS
        state, reason = _fate(step, report, is_newest) if waited_for else (LateState.SUPPRESSED, "not_late")
        if state is LateState.DONE and rests_until and not told_in_rest(step.days):
            late_steps.put_off(
                act.work.connection, SYSTEM, step.id, moment_after_rest(rests_until, holidays_near(rests_until))
            )
            return False
        if not late_steps.close(act.work.connection, SYSTEM, step.id, state, reason, act.now):
            return False
        if reason != "not_late":
            _mark(act, report, step)
        if state is LateState.DONE:
            _tell(act, report, step, rests=rests_until is not None)
            told = True
    return told


def _fate(step: LateStep, report: Report, is_newest: bool) -> tuple[LateState, str | None]:
    if report.state not in TO_DO or report.due_on != step.due_on:
        return LateState.SUPPRESSED, "not_late"
    if not is_newest:
        return LateState.SUPPRESSED, "later_step_due"
    return LateState.DONE, None


def _mark(act: ClockAct, report: Report, step: LateStep) -> None:
    """The application itself becomes late by its final report only, and only while it is being carried out."""
    if report.kind is ReportKind.FINAL and act.application.state is State.RUNNING:
        due = moments_of(Entered(step.due_on, Basis.THROUGH), ())
        act.happen(Event.REPORT_LATE, {"report_closes_at": due.closes_at})


def _tell(act: ClockAct, report: Report, step: LateStep, *, rests: bool) -> None:
    about: dict[str, Any] = {
        "report_kind": report.kind.value,
        "closing_date": step.due_on.isoformat(),
        "days_late": step.days,
        "rests": rests,
        "occurrence": step.id,
    }
    tell_team(act.work, act.application, MessageKind.REPORT_LATE, act.now, intent_id=step.id, **about)
    if told_to_coordinator(step.days):
        about["for_coordinator"] = True
        tell_coordinators(act.ctx, act.work, act.application, MessageKind.REPORT_LATE, act.now, **about)


def _rests_until(ctx: TrackerContext, place_id: str, now: datetime) -> date | None:
    with ctx.people.read() as connection:
        return rest_days.rest_ends(connection, [place_id], now.astimezone(AMSTERDAM).date()).get(place_id)
