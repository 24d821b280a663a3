"""Writing down that a condition of an award is met."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.life import Condition
from services.tracker.domain.records import Application
from services.tracker.usecases.decided.meet_condition import meet_condition
from services.tracker.usecases.deciding.recording import RIGHT
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

PATH = "/applications/<application_id>/conditions/<condition_id>/met"
MAX_NOTE = 2000


@page(blueprint, "GET", PATH, right=RIGHT)
def condition_met_form(application_id: str, condition_id: str) -> str:
    """The form for the day and how it shows."""
    return _page(condition_id).show(application_id)


@page(blueprint, "POST", PATH, right=RIGHT)
def condition_met(application_id: str, condition_id: str) -> Any:
    """Keeps that it is met."""

    def act(once: Once | None, version: int) -> Application:
        reader = Reader(request.form)
        met_on = reader.day("metOn", _("Vul in wanneer het klaar was."))
        note = reader.text("note", MAX_NOTE)
        reader.check()
        return meet_condition(
            context(),
            require_actor(),
            application_id,
            condition_id,
            met_on=met_on,
            note=note,
            once=once,
            expected_version=version,
        )

    return _page(condition_id).handle(application_id, act, _("Mooi. Aan de voorwaarde is voldaan."))


def _page(condition_id: str) -> FormPage:
    return FormPage("life/condition_met.html", lambda dossier: {"condition": _condition(dossier, condition_id)})


def _condition(dossier: Dossier, condition_id: str) -> Condition:
    found = next((one for one in dossier.life.conditions if one.id == condition_id), None)
    if found is None:
        raise NotFound(_("Deze voorwaarde is niet gevonden."))
    return found
