"""Notes with an application that came from a sheet: what must still be found out."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.usecases.exchanging import settle_note as settling
from services.tracker.usecases.exchanging import take_up as taking_up
from services.tracker.usecases.exchanging.rights import IMPORT
from services.tracker.usecases.exchanging.see_sheets import see_notes_to_settle
from services.tracker.web.acting import once_of, to_application
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import NotAllowedNow, Stale
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/sheet-notes", right=IMPORT)
def notes_to_settle() -> str:
    """Cells of sheets that are no fact, and that nobody looked at yet."""
    return render_template("exchange/notes.html", notes=see_notes_to_settle(context(), require_actor()))


@page(blueprint, "POST", "/applications/<application_id>/notes/<note_id>/settle", right=settling.RIGHT)
def settle(application_id: str, note_id: str) -> Any:
    """Marks a note as settled, and goes back to where it stood."""
    here = url_for("pages.show_application", application_id=application_id)
    back = url_for("pages.notes_to_settle") if request.form.get("back") == "1" else here
    once = once_from_form(lambda _application: back)
    settling.settle_note(context(), require_actor(), application_id, note_id, once=once)
    flash(_("Afgehandeld."), "good")
    return redirect(back, code=303)


@page(blueprint, "POST", "/applications/<application_id>/take-up", right=taking_up.RIGHT)
def take_up(application_id: str) -> Any:
    """Starts on an idea that came from a sheet."""
    try:
        taking_up.take_up(
            context(),
            require_actor(),
            application_id,
            once=once_of(application_id),
            expected_version=version_from_form(),
        )
        flash(_("Begonnen. Hieronder staat wat u nu kunt doen."), "good")
    except (NotAllowedNow, Stale) as problem:
        flash(problem.message, "warn")
    return to_application(application_id)
