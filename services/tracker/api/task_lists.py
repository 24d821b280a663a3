"""Tasks: lists of open ones, own tasks, and who does what when."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.api.answers import TaskOut
from services.tracker.api.pieces import text
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Task
from services.tracker.usecases.tasks import see_tasks as seeing
from services.tracker.usecases.tasks.add_task import add_task
from services.tracker.usecases.tasks.change_task import change_task, remove_task
from services.tracker.usecases.tasks.changing_task import MAX_NOTE, MAX_TEXT, RIGHT
from services.tracker.usecases.tasks.see_tasks import SeenTask
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

TAGS = ("tasks",)


class TaskIn(CamelSchema):
    """A task of one's own."""

    owner_id = text(100, 1, load_default=None, allow_none=True)
    due_on = fields.Date(load_default=None, allow_none=True)
    note = text(MAX_NOTE, load_default="")
    text = text(MAX_TEXT, 1, required=True)


class TaskPatch(CamelSchema):
    """Who does it and when; without `dueOn` we count back from the closing. `text` only for a task of one's own."""

    owner_id = text(100, 1, required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    note = text(MAX_NOTE, required=True)
    text = text(MAX_TEXT, load_default="")


class TasksQuery(CamelSchema):
    """Whose tasks: those of a place, or without one your own."""

    place_id = text(100, 1, load_default=None)


class ListedTaskOut(TaskOut):
    """An open task with its application."""

    application_id = fields.String(required=True)
    application_title = fields.String(required=True)
    place_id = fields.String(required=True)
    overdue = fields.Boolean(required=True)


class TasksOut(CamelSchema):
    """Open tasks, what is due first in front; at most 100."""

    items = fields.List(fields.Nested(ListedTaskOut), required=True)


@api.endpoint(
    "GET",
    "/tasks",
    summary="Uw open taken, of die van een plek",
    right=seeing.READ,
    query=TasksQuery(),
    answer=TasksOut(),
    tags=TAGS,
)
def get_tasks(query: dict[str, Any]) -> dict[str, object]:
    """The open tasks."""
    actor, place_id = require_actor(), query["place_id"]
    found = seeing.tasks_of_place(context(), actor, place_id) if place_id else seeing.my_tasks(context(), actor)
    return {"items": [_listed(one) for one in found]}


@api.endpoint(
    "POST",
    "/applications/<application_id>/tasks",
    summary="Voeg een eigen taak toe",
    right=RIGHT,
    body=TaskIn(),
    answer=TaskOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def create_application_task(application_id: str, body: dict[str, Any], once: Once) -> Task:
    """Adds a task."""
    return add_task(context(), require_actor(), application_id, once=once, **body)


@api.endpoint(
    "PATCH",
    "/applications/<application_id>/tasks/<task_id>",
    summary="Wie doet deze taak, en wanneer",
    description="If-Match is hier de versie van de taak.",
    right=RIGHT,
    body=TaskPatch(),
    answer=TaskOut(),
    if_match=True,
    tags=TAGS,
)
def patch_task(application_id: str, task_id: str, body: dict[str, Any], expected_version: int) -> Task:
    """Writes owner, date and note."""
    return change_task(context(), require_actor(), application_id, task_id, expected_version=expected_version, **body)


@api.endpoint(
    "DELETE",
    "/applications/<application_id>/tasks/<task_id>",
    summary="Haal een eigen taak weg",
    description="If-Match is hier de versie van de taak.",
    right=RIGHT,
    if_match=True,
    tags=TAGS,
)
def remove_application_task(application_id: str, task_id: str, expected_version: int) -> None:
    """Removes a task that people made themselves."""
    remove_task(context(), require_actor(), application_id, task_id, expected_version=expected_version)


def _listed(seen: SeenTask) -> dict[str, object]:
    task = {name: getattr(seen.task, name) for name in (*TaskOut().fields, "application_id", "place_id")}
    return task | {"application_title": seen.application.title, "overdue": seen.overdue}
