"""The reports that an award asks for: made from its terms, and kept in step when the terms change."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.award_terms import Asked
from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.lateness import STEPS, LateStep, moment_of
from services.tracker.domain.reports import TO_DO, Report, ReportKind, ReportState, kinds_asked
from services.tracker.storage import award_records, late_steps
from services.tracker.usecases.accounting.dated import end_deadline, set_last_day
from services.tracker.usecases.changing import Change
from services.tracker.usecases.holidays import holidays_near
from shared.kernel.ids import new_id


def keep_in_step(change: Change, asked: Asked) -> None:
    """Makes, moves or takes away reports so that they are what the terms ask; what was sent stays as it is."""
    connection, scope, application = change.work.connection, change.actor.scope, change.application
    wanted = kinds_asked(asked)
    kept = award_records.of_application(connection, scope, Report, application.id)
    for kind in ReportKind:
        there = [report for report in kept if report.kind is kind and report.state is not ReportState.WITHDRAWN]
        days = [day for of_kind, day in wanted if of_kind is kind]
        for report, day in zip(there, days, strict=False):
            if report.state in TO_DO and report.due_on != day:
                report = set_due(change, report, day)
            if kind is ReportKind.LESSONS and report.state in TO_DO and report.question != asked.questions.strip():
                award_records.change(connection, scope, report, question=asked.questions.strip())
        for day in days[len(there) :]:
            _make(change, asked, kind, day)
        for report in there[len(days) :]:
            withdraw(change, report)


def set_due(change: Change, report: Report, day: date | None, **values: object) -> Report:
    """Gives a report another last day (None: not known), with its deadline, reminders and what is told when late."""
    connection, scope = change.work.connection, change.actor.scope
    after = award_records.change(connection, scope, report, due_on=day, **values)
    _dated(change, after)
    return after


def withdraw(change: Change, report: Report) -> None:
    """The report is not asked for any more; one that was sent stays."""
    if report.state not in TO_DO:
        return
    connection, scope = change.work.connection, change.actor.scope
    award_records.change(connection, scope, report, state=ReportState.WITHDRAWN)
    end_report(change, report, DeadlineState.WITHDRAWN, "not_asked")


def withdraw_all(change: Change) -> None:
    """No report is waited for any more: the award is settled or gone."""
    connection, scope = change.work.connection, change.actor.scope
    for report in award_records.of_application(connection, scope, Report, change.application.id):
        withdraw(change, report)


def end_report(change: Change, report: Report, state: DeadlineState, reason: str) -> None:
    """Ends the deadline of a report, its reminders, and what would be told when it is late."""
    end_deadline(change, Kind.REPORT, report.id, state, reason)
    late_steps.close_of_report(change.work.connection, change.actor.scope, report.id, reason, change.now)


def _make(change: Change, asked: Asked, kind: ReportKind, day: date | None) -> None:
    application = change.application
    report = Report(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        kind=kind,
        state=ReportState.DRAFT,
        version=1,
        due_on=day,
        from_on=asked.begins_on,
        until_on=day if kind is ReportKind.INTERIM else asked.ends_on,
        story="",
        lessons="",
        left_out=(),
        photo_ids=(),
        question=asked.questions.strip() if kind is ReportKind.LESSONS else "",
        signed_by=None,
        signed_at=None,
        sent_times=0,
        made_at=change.now,
    )
    award_records.add(change.work.connection, change.actor.scope, report)
    if day is not None:
        _dated(change, report)


def _dated(change: Change, report: Report) -> None:
    connection, scope = change.work.connection, change.actor.scope
    set_last_day(change, Kind.REPORT, report.id, report.due_on)
    late_steps.close_of_report(connection, scope, report.id, "deadline_moved", change.now)
    if report.due_on is not None:
        late_steps.add(connection, scope, _steps(report, report.due_on))


def _steps(report: Report, due_on: date) -> list[LateStep]:
    holidays = holidays_near(due_on)
    return [
        LateStep(
            id=new_id(),
            report_id=report.id,
            application_id=report.application_id,
            place_id=report.place_id,
            due_on=due_on,
            days=days,
            due_at=moment_of(due_on, days, holidays),
        )
        for days in STEPS
    ]
