"""Pages of tasks: mine, those of a place, and dividing those of an application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.tasks import TaskKind
from services.tracker.usecases.tasks import see_tasks as seeing
from services.tracker.usecases.tasks.add_task import add_task
from services.tracker.usecases.tasks.change_task import change_task, remove_task
from services.tracker.usecases.tasks.changing_task import MAX_NOTE, MAX_TEXT, RIGHT
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.words import task_note, task_text
from shared.access import directory
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/tasks", right=seeing.READ)
def list_tasks() -> str:
    """My tasks; with `place` those of a place, whoever has them."""
    actor, place_id = require_actor(), request.args.get("place", "")
    with context().people.read() as connection:
        places = directory.places_of(connection, actor)
    found = seeing.tasks_of_place(context(), actor, place_id) if place_id else seeing.my_tasks(context(), actor)
    return render_template(
        "tasks/tasks.html", found=found, place_id=place_id, places=places, task_text=task_text, most=seeing.MOST
    )


@page(blueprint, "GET", "/applications/<application_id>/tasks", right=RIGHT)
def divide_tasks(application_id: str) -> str:
    """Who does what, and when."""
    return _show_all(application_id, {})


@page(blueprint, "POST", "/applications/<application_id>/tasks", right=RIGHT)
def create_task(application_id: str) -> Any:
    """Adds a task."""

    def act() -> object:
        reader = Reader(request.form)
        text = reader.text("text", MAX_TEXT, missing=_("Schrijf op wat er moet gebeuren."))
        due_on, owner_id = reader.maybe_day("dueOn"), reader.raw("owner") or None
        note = reader.text("note", MAX_NOTE)
        reader.check()
        once = once_from_form(lambda _made: url_for("pages.divide_tasks", application_id=application_id))
        return add_task(
            context(),
            require_actor(),
            application_id,
            text=text,
            owner_id=owner_id,
            due_on=due_on,
            note=note,
            once=once,
        )

    return _handle(application_id, act, _("De taak staat erbij."))


@page(blueprint, "GET", "/applications/<application_id>/tasks/<task_id>/change", right=RIGHT)
def task_form(application_id: str, task_id: str) -> str:
    """The form for one task."""
    return _show_task(application_id, task_id)


@page(blueprint, "POST", "/applications/<application_id>/tasks/<task_id>/change", right=RIGHT)
def edit_task(application_id: str, task_id: str) -> Any:
    """Writes owner, date and note."""

    def act() -> object:
        reader = Reader(request.form)
        due_on, owner_id = reader.maybe_day("dueOn"), reader.raw("owner") or None
        note, text = reader.text("note", MAX_NOTE), reader.text("text", MAX_TEXT)
        reader.check()
        return change_task(
            context(),
            require_actor(),
            application_id,
            task_id,
            owner_id=owner_id,
            due_on=due_on,
            note=note,
            text=text,
            expected_version=version_from_form(),
        )

    return _handle(application_id, act, _("De taak is aangepast."), task_id)


@page(blueprint, "POST", "/applications/<application_id>/tasks/<task_id>/remove", right=RIGHT)
def delete_task(application_id: str, task_id: str) -> Any:
    """Removes a task of one's own."""

    def act() -> None:
        remove_task(context(), require_actor(), application_id, task_id, expected_version=version_from_form())

    return _handle(application_id, act, _("De taak is weg."), task_id)


def _handle(application_id: str, act: Callable[[], object], done: str, task_id: str = "") -> Any:
    try:
        act()
    except InvalidInput as problem:
        return _again(application_id, task_id, problem.errors), 400
    except NotAllowedNow as problem:
        return _again(application_id, task_id, (FieldError("", problem.code, problem.message),)), 409
    except Stale as problem:
        return _again(application_id, task_id, (FieldError("", "stale", problem.message),)), 412
    flash(done, "good")
    return redirect(url_for("pages.divide_tasks", application_id=application_id), code=303)


def _again(application_id: str, task_id: str, errors: tuple[FieldError, ...]) -> str:
    if task_id:
        return _show_task(application_id, task_id, request.form, errors)
    return _show_all(application_id, request.form, errors)


def _show_all(application_id: str, typed: Mapping[str, str], errors: tuple[FieldError, ...] = ()) -> str:
    found = seeing.tasks_of_application(context(), require_actor(), application_id)
    return _render("tasks/divide.html", found, typed=typed, errors=errors, own=True, key=new_id())


def _show_task(
    application_id: str, task_id: str, typed: Mapping[str, str] | None = None, errors: tuple[FieldError, ...] = ()
) -> str:
    found = seeing.tasks_of_application(context(), require_actor(), application_id)
    task = found.task(task_id)
    kept = {
        "text": task.text,
        "owner": task.owner_id or "",
        "dueOn": task.due_on.isoformat() if task.due_on else "",
        "note": task.note,
    }
    own = task.kind is TaskKind.OWN
    return _render("tasks/task.html", found, task=task, typed=typed or kept, errors=errors, own=own)


def _render(template: str, found: seeing.ApplicationTasks, **more: Any) -> str:
    return render_template(
        template,
        found=found,
        application=found.application,
        team=list(found.team.items()),
        task_text=task_text,
        task_note=task_note,
        **more,
    )
