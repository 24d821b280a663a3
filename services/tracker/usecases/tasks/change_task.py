"""Who does a task, and when; and removing a task of one's own."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.records import Task
from services.tracker.domain.tasks import TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import document_links, tasks
from services.tracker.usecases.tasks.changing_task import MAX_TEXT, changing_task, check_owner
from services.tracker.usecases.tasks.plan_tasks import replan
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def change_task(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    task_id: str,
    *,
    owner_id: str | None,
    due_on: date | None,
    note: str,
    text: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Task:
    """Writes owner, date and note, and the text of a task of one's own.

    A date that is not the one we counted stays where it is when the closing moves; without a date we count it again.
    Raises NotFound, InvalidInput, Stale.
    """
    with changing_task(ctx, actor, application_id, task_id, once=once, expected_version=expected_version) as change:
        task, scope = change.task, actor.scope
        if task is None:
            raise LookupError(task_id)
        if owner_id != task.owner_id:
            check_owner(ctx, task.place_id, owner_id, change.now)
        values: dict[str, object] = {"owner_id": owner_id, "note": note.strip(), "due_on": due_on}
        values["due_chosen"] = due_on is not None and (task.due_chosen or due_on != task.due_on)
        if task.kind is TaskKind.OWN:
            if not text.strip():
                raise InvalidInput([FieldError("text", "required", _("Schrijf op wat er moet gebeuren."))])
            values["text"] = text.strip()[:MAX_TEXT]
        task = tasks.change(change.work.connection, scope, task, **values)
        if due_on is None:
            task = replan(change.work, scope, task, change.now)
        change.note("task_changed", task)
        change.task = task
    return task


def remove_task(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    task_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> None:
    """Removes a task that people made themselves. Raises NotAllowedNow for one that came with the source."""
    with changing_task(ctx, actor, application_id, task_id, once=once, expected_version=expected_version) as change:
        task, connection = change.task, change.work.connection
        if task is None or task.kind is not TaskKind.OWN:
            raise NotAllowedNow(
                _("Deze taak hoort bij de bron. Vink hem af als hij niet nodig is."), code="from_source"
            )
        links = document_links.of_application(connection, actor.scope, application_id)
        if any(link.task_id == task.id for link in links):
            raise NotAllowedNow(_("Bij deze taak hoort een document. Haal dat eerst weg."), code="has_document")
        tasks.remove(connection, actor.scope, task)
        change.note("task_removed", task)
