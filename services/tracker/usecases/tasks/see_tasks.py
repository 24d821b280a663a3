"""The open tasks of a person or a place, what is due first in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.tracker.domain.records import Application, Task
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, tasks
from services.tracker.usecases.tasks.changing_task import RIGHT
from services.tracker.usecases.tasks.team import able_team
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

READ = Right(Resource.APPLICATION_DRAFT, Action.READ)
MOST = 100


@dataclass(frozen=True)
class SeenTask:
    """An open task with its application; `overdue`: its date is behind us."""

    task: Task
    application: Application
    owner: str
    overdue: bool


@dataclass(frozen=True)
class ApplicationTasks:
    """All tasks of an application, and who can be given them. `names` are what people are called, by id."""

    application: Application
    tasks: tuple[Task, ...]
    team: dict[str, str]
    names: dict[str, str]
    today: date

    def task(self, task_id: str) -> Task:
        """One of the tasks. Raises NotFound."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise NotFound(_("Deze taak is niet gevonden."))


def my_tasks(ctx: TrackerContext, actor: Actor) -> tuple[SeenTask, ...]:
    """What this person has taken on."""
    with ctx.database.read() as connection:
        found = tasks.open_ones(connection, actor.scope, MOST, owner_id=actor.person_id)
    return _seen(ctx, actor, found)


def tasks_of_place(ctx: TrackerContext, actor: Actor, place_id: str) -> tuple[SeenTask, ...]:
    """The open tasks of a place, whoever has them. Raises NotFound."""
    require(actor, READ, place_id=place_id)
    with ctx.database.read() as connection:
        found = tasks.open_ones(connection, actor.scope, MOST, place_id=place_id)
    return _seen(ctx, actor, found)


def tasks_of_application(ctx: TrackerContext, actor: Actor, application_id: str) -> ApplicationTasks:
    """The tasks of an application, for somebody who divides them. Raises NotFound, Forbidden."""
    now = ctx.clock.now()
    with ctx.database.read() as connection:
        application = applications.get(connection, actor.scope, application_id)
        require(actor, RIGHT, place_id=application.place_id, state=application.state.value)
        there = tuple(tasks.of_application(connection, actor.scope, application_id))
    team = able_team(ctx.people, application.place_id, now)
    names = _names(ctx, there)
    return ApplicationTasks(application, there, team, names, now.astimezone(AMSTERDAM).date())


def _seen(ctx: TrackerContext, actor: Actor, found: Sequence[Task]) -> tuple[SeenTask, ...]:
    today = ctx.clock.now().astimezone(AMSTERDAM).date()
    with ctx.database.read() as connection:
        known = applications.by_ids(connection, actor.scope, {task.application_id for task in found})
    names = _names(ctx, found)
    return tuple(
        SeenTask(
            task,
            known[task.application_id],
            names.get(task.owner_id or "", ""),
            task.due_on is not None and task.due_on < today,
        )
        for task in found
    )


def _names(ctx: TrackerContext, found: Sequence[Task]) -> dict[str, str]:
    people = {task.owner_id for task in found if task.owner_id} | {task.done_by for task in found if task.done_by}
    with ctx.people.read() as connection:
        return directory.people_names(connection, people)
