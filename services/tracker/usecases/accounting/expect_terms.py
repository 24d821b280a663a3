"""After a yes: one task says that the letter must still be read for what the funder asks."""

from __future__ import annotations

from services.tracker.domain.tasks import NewTask, TaskKind
from services.tracker.storage import tasks
from services.tracker.usecases.accounting.set_terms import UNDER_TERMS
from services.tracker.usecases.changing import Change


def expect_terms(change: Change) -> None:
    """Adds the task when the application was granted just now; it ends when nothing is left to ask."""
    if change.application.state in UNDER_TERMS:
        task = NewTask(TaskKind.AWARD_TERMS, TaskKind.AWARD_TERMS.value)
        tasks.add(change.work.connection, change.actor.scope, change.application, (task,))
