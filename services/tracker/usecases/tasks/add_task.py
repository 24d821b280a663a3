"""A task that people make themselves."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.records import Task
from services.tracker.domain.tasks import TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import tasks
from services.tracker.usecases.tasks.changing_task import MAX_TEXT, changing_task, check_owner
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MOST_TASKS = 100


def add_task(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    text: str,
    owner_id: str | None = None,
    due_on: date | None = None,
    note: str = "",
    once: Once | None = None,
) -> Task:
    """Adds a task to an application. Raises NotFound, InvalidInput."""
    if not text.strip():
        raise InvalidInput([FieldError("text", "required", _("Schrijf op wat er moet gebeuren."))])
    with changing_task(ctx, actor, application_id, None, once=once) as change:
        connection, scope, place_id = change.work.connection, actor.scope, change.application.place_id
        check_owner(ctx, place_id, owner_id, change.now)
        there = tasks.of_application(connection, scope, application_id)
        if len(there) >= MOST_TASKS:
            raise InvalidInput(
                [FieldError("text", "too_many", _("Er staan al heel veel taken. Haal er eerst een weg."))]
            )
        task_id = new_id()
        task = Task(
            id=task_id,
            application_id=application_id,
            place_id=place_id,
            kind=TaskKind.OWN,
            code=task_id,
            position=max((one.position for one in there), default=-1) + 1,
            version=1,
            owner_id=owner_id,
            due_on=due_on,
            due_chosen=due_on is not None,
            text=text.strip()[:MAX_TEXT],
            note=note.strip(),
        )
        tasks.add_own(connection, scope, task)
        change.note("task_added", task)
        change.task = task
    return task
