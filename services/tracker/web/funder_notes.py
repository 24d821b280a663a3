"""Prepared messages to funders: read, copy, tick off. Nothing here sends anything."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request

from services.tracker.usecases.budgeting import close_note as closing
from services.tracker.usecases.budgeting.read_note import read_note
from services.tracker.usecases.budgeting.working import READ
from services.tracker.web.acting import once_of, to_application
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/applications/<application_id>/funder-notes/<note_id>", right=READ)
def show_note(application_id: str, note_id: str) -> str:
    """The text to copy, and what to tick when the funder knows."""
    view = read_note(context(), require_actor(), application_id, note_id)
    return render_template("budgets/note.html", view=view, application=view.application, note=view.note, key=new_id())


@page(blueprint, "POST", "/applications/<application_id>/funder-notes/<note_id>", right=closing.RIGHT)
def close_note(application_id: str, note_id: str) -> Any:
    """Told, or put aside."""
    told = request.form.get("told") == "1"
    try:
        closing.close_note(
            context(),
            require_actor(),
            application_id,
            note_id,
            told=told,
            once=once_of(application_id),
            expected_version=version_from_form(),
        )
        flash(_("Opgeschreven dat de gever het weet.") if told else _("Het bericht is weggelegd."), "good")
    except Stale as problem:
        flash(problem.message, "warn")
    return to_application(application_id)
