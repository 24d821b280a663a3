"""Ticking a task off, or on again."""

from __future__ import annotations

from services.tracker.domain.records import Task
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, tasks
from services.tracker.usecases.changing import audit_entry
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)


def complete_task(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    task_id: str,
    *,
    done: bool = True,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Task:
    """Marks a task as done or as open again; a task that stands so already is left alone.

    `expected_version` is the version of the task. Raises NotFound, Stale.
    """
    with ctx.write() as work:
        connection, scope, now = work.connection, actor.scope, ctx.clock.now()
        application = applications.get(connection, scope, application_id)
        require(actor, RIGHT, place_id=application.place_id, state=application.state.value)
        if once is not None:
            once.begin(connection)
        task = tasks.get(connection, scope, application_id, task_id)
        if done != (task.done_at is not None):
            if expected_version is not None and expected_version != task.version:
                raise Stale(_("Iemand anders heeft deze taak net veranderd."), task.version)
            tasks.mark(connection, scope, task, now if done else None, actor.person_id if done else None)
            action = "task_done" if done else "task_reopened"
            detail: dict[str, object] = {"task": task.id, "kind": task.kind.value, "code": task.code, "text": task.text}
            work.note(audit_entry(actor, application, action, now, before=application, detail=detail))
            task = tasks.get(connection, scope, application_id, task_id)
        if once is not None:
            once.finish(connection, task)
    return task
