"""The start page of the tracker, and starting an application from a match."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.wanted import AT_REST, Wanted
from services.tracker.usecases.applying.start_application import RIGHT as START
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.exchanging.rights import IMPORT
from services.tracker.usecases.reading.find_open import find_open
from services.tracker.usecases.reading.list_applications import list_applications, what_asks_attention
from services.tracker.web.acting import to_application
from services.tracker.web.date_words import kind_text
from services.tracker.web.routes import blueprint, context
from services.tracker.web.ways import ways_for
from services.tracker.web.words import TONES, state_text, task_text
from shared.access.rights import SIGNED_IN, may_anywhere
from shared.access.web import require_actor
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.addresses import matcher_path
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _

MAX_ID = 100


@page(blueprint, "GET", "/", right=SIGNED_IN)
def overview() -> str:
    """What asks for attention: applications under way by closing date, and open tasks."""
    actor = require_actor()
    attention = what_asks_attention(context(), actor, cursor=request.args.get("cursor"))
    finished = list_applications(context(), actor, wanted=Wanted(AT_REST), limit=20)
    return render_template(
        "applications/overview.html",
        page=attention.page,
        tasks=[
            {
                "task": task,
                "text": task_text(task.kind, task.code, task.text),
                "application": application,
            }
            for task, application in attention.tasks
        ],
        finished=finished.items,
        may_import=may_anywhere(actor, IMPORT),
        tones=TONES,
        state_text=state_text,
        kind_text=kind_text,
        matches_url=matcher_path("/"),
        more=ways_for(actor),
    )


@page(blueprint, "POST", "/applications", right=START)
def start() -> Any:
    """Starts an application from the button beside a match; one that is open already is shown."""
    actor = require_actor()
    need_id, source_id = request.form.get("need_id", "")[:MAX_ID], request.form.get("source_id", "")[:MAX_ID]
    once = once_from_form(lambda made: url_for("pages.show_application", application_id=made.id))
    try:
        made = start_application(
            context(),
            actor,
            need_id=need_id,
            source_id=source_id,
            as_idea=request.form.get("as_idea") == "1",
            once=once,
        )
    except NotAllowedNow as problem:
        found = find_open(context(), actor, need_id, source_id) if problem.code == "already_open" else None
        if found is None:
            raise
        flash(_("U had deze aanvraag al. Hier is hij."), "info")
        return to_application(found.id)
    flash(_("Bewaard. Hieronder staat wat u nu kunt doen."), "good")
    return redirect(url_for("pages.show_application", application_id=made.id), code=303)
