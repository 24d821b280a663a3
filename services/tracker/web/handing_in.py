"""Handing in now, writing down that it was handed in elsewhere, and taking back."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.usecases.applying import record_submitted_elsewhere as elsewhere
from services.tracker.usecases.applying import submit_application as submitting
from services.tracker.usecases.applying import withdraw_application as withdrawing
from services.tracker.web import words
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.contracts.codes import codes
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 2000
MAX_REFERENCE = 100

submit_page = FormPage("applications/submit.html", lambda _dossier: {"channels": words.channel_choices()})
elsewhere_page = FormPage("applications/elsewhere.html", lambda _dossier: {"channels": words.channel_choices()})
withdraw_page = FormPage("applications/withdraw.html")


@page(blueprint, "GET", "/applications/<application_id>/submit", right=submitting.RIGHT)
def submit_form(application_id: str) -> str:
    """The form for handing in now."""
    return submit_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/submit", right=submitting.RIGHT)
def submit(application_id: str) -> Any:
    """Records that it is handed in at this moment."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        common = _common(reader)
        reader.check()
        submitting.submit_application(
            context(), require_actor(), application_id, once=once, expected_version=version, **common
        )

    return submit_page.handle(application_id, act, _("Ingediend. Uw team krijgt bericht."))


@page(blueprint, "GET", "/applications/<application_id>/elsewhere", right=submitting.RIGHT)
def elsewhere_form(application_id: str) -> str:
    """The form for what was handed in elsewhere."""
    return elsewhere_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/elsewhere", right=submitting.RIGHT)
def submitted_elsewhere(application_id: str) -> Any:
    """Records the moment that people give."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        day = reader.day("submittedOn", _("Vul in op welke dag u hebt ingediend."))
        at = reader.maybe_time("submittedAt")
        common = _common(reader)
        reader.check()
        elsewhere.record_submitted_elsewhere(
            context(),
            require_actor(),
            application_id,
            submitted_on=day,
            submitted_at=at,
            once=once,
            expected_version=version,
            **common,
        )

    return elsewhere_page.handle(application_id, act, _("Opgeschreven. Uw team krijgt bericht."))


@page(blueprint, "GET", "/applications/<application_id>/withdraw", right=withdrawing.RIGHT)
def withdraw_form(application_id: str) -> str:
    """The question whether to take it back."""
    return withdraw_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/withdraw", right=withdrawing.RIGHT)
def withdraw(application_id: str) -> Any:
    """Takes it back."""

    def act(once: Once | None, version: int) -> None:
        withdrawing.withdraw_application(
            context(), require_actor(), application_id, once=once, expected_version=version
        )

    return withdraw_page.handle(application_id, act, _("Ingetrokken. Laat het ook de gever weten."))


def _common(reader: Reader) -> dict[str, str]:
    return {
        "channel": reader.choice("channel", codes("apply_via"), _("Kies hoe u hebt ingediend.")),
        "reference": reader.text("reference", MAX_REFERENCE),
        "note": reader.text("note", MAX_NOTE),
    }
