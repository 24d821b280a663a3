"""Counting the dates of tasks back from the closing, again each time the closing changes."""

from __future__ import annotations

from datetime import date, datetime

from services.tracker.domain.deadlines import OPEN_DEADLINE
from services.tracker.domain.records import Application, Task
from services.tracker.domain.task_templates import due_on
from services.tracker.domain.tasks import OWN_DATE
from services.tracker.storage import deadlines, tasks
from shared.access.scope import Scope
from shared.kernel.dates import AMSTERDAM
from shared.outbox.writing import Writing


def plan_tasks(work: Writing, scope: Scope, application: Application, now: datetime) -> None:
    """Gives every open task of the application its date; one that a person chose stays as it is."""
    last_day = _last_day(work, scope, application.id)
    for task in tasks.of_application(work.connection, scope, application.id):
        if task.done_at is None and not task.due_chosen and task.kind not in OWN_DATE:
            _date(work, scope, task, last_day, now)


def replan(work: Writing, scope: Scope, task: Task, now: datetime) -> Task:
    """Gives one task the date that follows from the closing."""
    return _date(work, scope, task, _last_day(work, scope, task.application_id), now)


def _last_day(work: Writing, scope: Scope, application_id: str) -> date | None:
    closing = deadlines.closing_of(work.connection, scope, application_id)
    return closing.last_day if closing is not None and closing.state in OPEN_DEADLINE else None


def _date(work: Writing, scope: Scope, task: Task, last_day: date | None, now: datetime) -> Task:
    wanted = due_on(task.kind, task.code, last_day, now.astimezone(AMSTERDAM).date())
    return task if wanted == task.due_on else tasks.change(work.connection, scope, task, due_on=wanted)
