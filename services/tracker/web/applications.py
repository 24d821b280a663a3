"""The page of one application, its tasks, and changing its name and amount."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.records import Task
from services.tracker.domain.states import Event
from services.tracker.domain.tasks import TaskKind
from services.tracker.usecases.applying import complete_task as completing
from services.tracker.usecases.applying import edit_application as editing
from services.tracker.usecases.payments.acting import WITH_MONEY
from services.tracker.usecases.reading.read_award import FOLLOWED, read_award
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT, Dossier, read_dossier
from services.tracker.usecases.telling import subject_of
from services.tracker.usecases.words import assumption_text, closing_text
from services.tracker.web import words
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.history import timeline
from services.tracker.web.routes import blueprint, context, notifier
from services.tracker.web.told import Told, told
from shared.access import directory
from shared.access.web import require_actor
from shared.kernel.errors import Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _

MAX_TITLE = 200

edit_page = FormPage("applications/edit.html")


@page(blueprint, "GET", "/applications/<application_id>", right=DRAFT_RIGHT)
def show_application(application_id: str) -> str:
    """Everything of one application, with what to do next on top."""
    actor = require_actor()
    dossier = read_dossier(context(), actor, application_id)
    papers = [task for task in dossier.tasks if task.kind is TaskKind.PAPER]
    return render_template(
        "applications/application.html",
        dossier=dossier,
        application=dossier.application,
        after=read_award(context(), actor, application_id) if dossier.application.state in FOLLOWED else None,
        snapshot=dossier.snapshot,
        closing=dossier.closing,
        allowed=dossier.allowed_events,
        Event=Event,
        tasks=[_task(dossier, task) for task in dossier.tasks if task.kind is not TaskKind.PAPER],
        papers=[_task(dossier, task) for task in papers],
        asks_open=any(task.kind is TaskKind.ASK_OPEN and task.done_at is None for task in dossier.tasks),
        phone_text=words.phone_text(dossier, actor.name),
        timeline=timeline(dossier),
        deliveries=_deliveries(application_id),
        words=words,
        has_money=dossier.application.state in WITH_MONEY,
        closing_text=closing_text(dossier.closing) if dossier.closing else "",
        assumption=assumption_text(dossier.closing) if dossier.closing else "",
        key=new_id(),
    )


@page(blueprint, "POST", "/applications/<application_id>/tasks/<task_id>", right=completing.RIGHT)
def tick_task(application_id: str, task_id: str) -> Any:
    """Ticks a task off, or on again, and goes back to where it stood."""
    done = request.form.get("done", "1") == "1"
    try:
        completing.complete_task(
            context(), require_actor(), application_id, task_id, done=done, expected_version=version_from_form()
        )
    except Stale as problem:
        flash(problem.message, "warn")
    where = url_for("pages.show_application", application_id=application_id)
    return redirect(f"{where}#taak-{task_id}", code=303)


@page(blueprint, "GET", "/applications/<application_id>/edit", right=editing.RIGHT)
def edit_form(application_id: str) -> str:
    """The form for name and amount."""
    return edit_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/edit", right=editing.RIGHT)
def edit(application_id: str) -> Any:
    """Writes name and amount."""

    def act(_once: object, version: int) -> None:
        reader = Reader(request.form)
        title = reader.text("title", MAX_TITLE, missing=_("Geef de aanvraag een naam."))
        amount = reader.maybe_amount("amount")
        reader.check()
        editing.edit_application(
            context(), require_actor(), application_id, title=title, amount_cents=amount, expected_version=version
        )

    return edit_page.handle(application_id, act, _("Aangepast."))


def _task(dossier: Dossier, task: Task) -> dict[str, object]:
    application_id = dossier.application.id
    return {
        "id": task.id,
        "text": words.task_text(task.kind, task.code),
        "note": words.task_note(task.kind, task.code) if task.done_at is None else "",
        "done": task.done_at is not None,
        "who": dossier.names.get(task.done_by or "", ""),
        "version": task.version,
        # These are done by writing down what came of it, not by a tick.
        "url": ""
        if task.kind in (TaskKind.ASK_OPEN, TaskKind.TELL_FUNDER)
        else url_for("pages.tick_task", application_id=application_id, task_id=task.id),
    }


def _deliveries(application_id: str) -> list[Told]:
    """Who was told what, when; names as they are now."""
    lines = notifier().delivery_status(subject_of(application_id))
    with context().people.read() as connection:
        names = directory.people_names(connection, {line.person_id for line in lines})
    return told(lines, names)
