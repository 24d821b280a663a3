"""The page of one application, its tasks, and changing its name and amount."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.records import Task
from services.tracker.domain.rounds import Round, coming_rounds
from services.tracker.domain.states import Event, State
from services.tracker.domain.tasks import LATER, TaskKind
from services.tracker.usecases.applying import complete_task as completing
from services.tracker.usecases.applying import edit_application as editing
from services.tracker.usecases.applying.set_closing_date import MOVE
from services.tracker.usecases.exchanging.see_sheets import notes_of
from services.tracker.usecases.payments.acting import WITH_MONEY
from services.tracker.usecases.reading.read_award import FOLLOWED, read_award
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT, Dossier, read_dossier
from services.tracker.usecases.words import assumption_text, closing_text
from services.tracker.web import date_words, life_words, words
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.history import timeline
from services.tracker.web.linking import link_values
from services.tracker.web.next_steps import next_steps
from services.tracker.web.owning import owner_of
from services.tracker.web.routes import blueprint, context
from services.tracker.web.told_about import told_about
from shared.access.actors import Actor
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Stale
from shared.kernel.ids import new_id
from shared.plumbing.addresses import matcher_path
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.dates import plain_date
from shared.wording.texts import gettext as _

MAX_TITLE = 200
_MEETING = frozenset({Event.MEET_CONDITION, Event.MEET_LAST_CONDITION})

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
        steps=next_steps(dossier, asks_open=_asks_open(dossier)),
        can_meet=not _MEETING.isdisjoint(dossier.allowed_events),
        Event=Event,
        life_words=life_words,
        tasks=[_task(dossier, task) for task in dossier.tasks if task.kind is not TaskKind.PAPER],
        papers=[_task(dossier, task) for task in papers],
        phone_text=words.phone_text(dossier, actor.name),
        timeline=timeline(dossier),
        deliveries=told_about(actor, application_id, dossier.application.place_id),
        words=words,
        has_money=dossier.application.state in WITH_MONEY,
        may_work=may(actor, completing.RIGHT, place_id=dossier.application.place_id).allowed,
        date_words=date_words,
        rounds=_rounds(dossier),
        may_move=_may_move(actor, dossier),
        closing_text=closing_text(dossier.closing) if dossier.closing else "",
        owner=owner_of(dossier.application),
        **link_values(dossier),
        notes=notes_of(context(), actor, dossier.application),
        sources_url=matcher_path(f"/sources?{urlencode({'q': dossier.application.source_name})}"),
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


def _asks_open(dossier: Dossier) -> bool:
    return any(task.kind is TaskKind.ASK_OPEN and task.done_at is None for task in dossier.tasks)


def _task(dossier: Dossier, task: Task) -> dict[str, object]:
    application_id = dossier.application.id
    today = context().clock.now().astimezone(AMSTERDAM).date()
    overdue = task.due_on is not None and task.due_on < today
    return {
        "id": task.id,
        "text": words.task_text(task.kind, task.code, task.text),
        "note": " ".join(_notes(task, overdue=overdue)) if task.done_at is None else "",
        "due": None if overdue else task.due_on,
        "done": task.done_at is not None,
        "after": task.kind in LATER or task.kind is TaskKind.OWN,
        "who": dossier.names.get(task.done_by or task.owner_id or "", ""),
        "version": task.version,
        # These are done by writing down what came of it, not by a tick.
        "url": ""
        if task.kind in (TaskKind.ASK_OPEN, TaskKind.TELL_FUNDER)
        else url_for("pages.tick_task", application_id=application_id, task_id=task.id),
    }


def _may_move(actor: Actor, dossier: Dossier) -> Callable[[str | None], bool]:
    """Whether the person may move or end a date that was told by somebody (None: by nobody in particular)."""
    place_id = dossier.application.place_id
    return lambda told_by: may(actor, MOVE, place_id=place_id, owner_id=told_by).allowed


def _rounds(dossier: Dossier) -> tuple[Round, ...]:
    """The next rounds of the source, where the one of this application is over."""
    if dossier.application.state is not State.MISSED:
        return ()
    return coming_rounds(dossier.snapshot.document.get("deadlines"), today_in_amsterdam(context().clock))


def _notes(task: Task, *, overdue: bool) -> list[str]:
    """What stands under an open task."""
    note = task.note or words.task_note(task.kind, task.code)
    if not overdue or task.due_on is None:
        return [note]
    return [_("Had klaar moeten zijn op %(day)s.", day=plain_date(task.due_on)), note]
