"""Pages on which coordinators decide about erasures, and administrators have them done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.own_data import deciding
from services.matcher.usecases.own_data.deciding import DECIDE, EXECUTE
from services.matcher.web.base import context
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("own_data_requests", __name__, template_folder="templates")


@page(blueprint, "GET", "/privacy/requests", right=SIGNED_IN)
def list_requests() -> str:
    """What waits for a decision, or to be carried out; for coordinators and administrators."""
    return _page()


@page(blueprint, "POST", "/privacy/requests/<request_id>/decision", right=DECIDE)
def decide(request_id: str) -> Any:
    """Keeps a decision."""
    given = {name: request.form.get(name, "") for name in ("answer", "reason")}
    try:
        deciding.decide(context(), require_actor(), request_id, **given)
    except InvalidInput as problem:
        return _page(problem.errors, {request_id: given}), 400
    flash(_("Uw antwoord is bewaard."), "good")
    return redirect(url_for("own_data_requests.list_requests"), code=303)


@page(blueprint, "POST", "/privacy/requests/<request_id>/erasure", right=EXECUTE)
def execute(request_id: str) -> Any:
    """Has it carried out."""
    deciding.execute(context(), require_actor(), request_id)
    flash(_("De gegevens worden nu gewist."), "good")
    return redirect(url_for("own_data_requests.list_requests"), code=303)


def _page(errors: Sequence[FieldError] = (), given: Mapping[str, Mapping[str, str]] | None = None) -> str:
    waiting = deciding.see_waiting(context(), require_actor())
    return render_template("own_data/requests.html", waiting=waiting, errors=errors, given=given or {})
