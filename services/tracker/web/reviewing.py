"""Having an application checked inside the place: ask, send back, approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request

from services.tracker.usecases.reviewing import approve_application as approving
from services.tracker.usecases.reviewing import request_check as requesting
from services.tracker.usecases.reviewing import return_application as returning
from services.tracker.web.acting import FormPage, once_of, to_application
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import NotAllowedNow, Stale
from shared.plumbing.endpoints import page, version_from_form
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 500

return_page = FormPage("applications/return.html")


@page(blueprint, "POST", "/applications/<application_id>/check-request", right=requesting.RIGHT)
def request_check(application_id: str) -> Any:
    """Puts the draft up for the internal check."""

    def act(once: Once | None, version: int) -> None:
        requesting.request_check(context(), require_actor(), application_id, once=once, expected_version=version)

    return _at_once(application_id, act, _("Uw bestuur kan de aanvraag nu nakijken."))


@page(blueprint, "POST", "/applications/<application_id>/approval", right=approving.RIGHT)
def approve(application_id: str) -> Any:
    """Makes the application ready to hand in."""

    def act(once: Once | None, version: int) -> None:
        approving.approve_application(context(), require_actor(), application_id, once=once, expected_version=version)

    return _at_once(application_id, act, _("Goedgekeurd. U kunt de aanvraag nu indienen."))


@page(blueprint, "GET", "/applications/<application_id>/return", right=returning.RIGHT)
def return_form(application_id: str) -> str:
    """The form for the reason."""
    return return_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/return", right=returning.RIGHT)
def send_back(application_id: str) -> Any:
    """Sends it back to its author."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        reason = reader.text("reason", MAX_REASON, missing=_("Schrijf op wat er nog moet veranderen."))
        reader.check()
        returning.return_application(
            context(), require_actor(), application_id, reason=reason, once=once, expected_version=version
        )

    return return_page.handle(application_id, act, _("Teruggestuurd naar de schrijver."))


def _at_once(application_id: str, act: Callable[[Once | None, int], None], done: str) -> Any:
    """For acts that are one button: what can't be done is told on the page of the application."""
    try:
        act(once_of(application_id), version_from_form())
        flash(done, "good")
    except (NotAllowedNow, Stale) as problem:
        flash(problem.message, "warn")
    return to_application(application_id)
