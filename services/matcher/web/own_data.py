"""Pages on which people see, take along and erase what we hold of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from services.matcher.usecases.own_data import asking
from services.matcher.usecases.own_data.asking import ASK
from services.matcher.usecases.own_data.deciding import DECIDE, EXECUTE, see_waiting
from services.matcher.web.base import context
from shared.access.own_data.requests import State
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page
from shared.plumbing.files_out import as_file
from shared.wording.texts import gettext as _

blueprint = Blueprint("own_data", __name__, template_folder="templates")


@page(blueprint, "GET", "/my-data", right=ASK)
def show_own_data() -> str:
    """What was asked, what lies ready, and what can be asked."""
    return render_template(
        "own_data/page.html", own=asking.see_own_data(context(), require_actor()), waiting=_waiting()
    )


@page(blueprint, "POST", "/my-data/file", right=ASK)
def ask_file() -> Any:
    """Asks for a file with everything."""
    asking.ask_access(context(), require_actor())
    flash(_("Wij maken het bestand. Open deze pagina straks nog eens."), "good")
    return redirect(url_for("own_data.show_own_data"), code=303)


@page(blueprint, "GET", "/my-data/files/<request_id>", right=ASK)
def take_file(request_id: str) -> Response:
    """The file."""
    data = asking.take_file(context(), require_actor(), request_id)

    def write(file: BinaryIO) -> None:
        file.write(data)

    return as_file(write, "application/zip", "mijn-gegevens.zip")


@page(blueprint, "GET", "/my-data/erase", right=ASK)
def erase_form() -> str:
    """What goes, what stays and why, before anything happens."""
    return _erase_page()


@page(blueprint, "POST", "/my-data/erase", right=ASK)
def erase() -> Any:
    """Asks to be erased."""
    try:
        one = asking.ask_erasure(context(), require_actor(), sure=request.form.get("sure") == "1")
    except InvalidInput as problem:
        return _erase_page(problem.errors), 400
    if one.state is State.AGREED:
        flash(_("Wij wissen uw gegevens nu. Daarna kunt u niet meer inloggen."), "info")
    return redirect(url_for("own_data.show_own_data"), code=303)


def _waiting() -> int | None:
    """How many requests wait for this person; None for who does not deal with them."""
    actor = require_actor()
    if not any(may(actor, right).allowed for right in (DECIDE, EXECUTE)):
        return None
    return len(see_waiting(context(), actor))


def _erase_page(errors: Sequence[FieldError] = ()) -> str:
    return render_template("own_data/erase.html", own=asking.see_own_data(context(), require_actor()), errors=errors)
