"""What every change of a task has in common: one transaction, rights, idempotency, version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from services.tracker.domain.records import Application, Task
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, tasks
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.tasks.team import able_team
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
MAX_TEXT = 200
MAX_NOTE = 2000


@dataclass
class TaskChange:
    """One task (or a new one) of an application in the hands of one person, inside one transaction."""

    work: Writing
    actor: Actor
    application: Application
    now: datetime
    task: Task | None = None

    def note(self, action: str, task: Task) -> None:
        """The audit row on the application, which shows in its timeline."""
        detail = {"task": task.id, "kind": task.kind.value, "code": task.code, "text": task.text}
        self.work.note(
            audit_entry(self.actor, self.application, action, self.now, before=self.application, detail=detail)
        )


@contextmanager
def changing_task(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    task_id: str | None,
    *,
    once: Once | None,
    expected_version: int | None = None,
) -> Iterator[TaskChange]:
    """A transaction on one task; without `task_id` the act makes it and sets it.

    Raises NotFound, Forbidden, AlreadyDone for a repeated key, Stale.
    """
    with ctx.write() as work:
        application = applications.get(work.connection, actor.scope, application_id)
        require(actor, RIGHT, place_id=application.place_id, state=application.state.value)
        if once is not None:
            once.begin(work.connection)
        change = TaskChange(work, actor, application, ctx.clock.now())
        if task_id is not None:
            change.task = tasks.get(work.connection, actor.scope, application_id, task_id)
            if expected_version is not None and expected_version != change.task.version:
                raise Stale(_("Iemand anders heeft deze taak net veranderd."), change.task.version)
        yield change
        if once is not None:
            once.finish(work.connection, change.task)


def check_owner(ctx: TrackerContext, place_id: str, owner_id: str | None, now: datetime) -> None:
    """Raises InvalidInput for an owner who cannot work for the place."""
    if owner_id is not None and owner_id not in able_team(ctx.people, place_id, now):
        message = _("Kies iemand van het team, of een vrijwilliger met een machtiging van deze plek.")
        raise InvalidInput([FieldError("owner", "not_in_team", message)])
