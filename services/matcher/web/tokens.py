"""The page with keys for programs: making one, which is shown once, and ending one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from services.matcher.usecases.tokens.keys import CREATE, END, NewKey, end_key, make_key, see_keys
from services.matcher.web.base import context
from shared.access.actors import TokenScope
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("tokens", __name__, template_folder="templates")

USUAL = timedelta(days=180)


@page(blueprint, "GET", "/account/keys", right=SIGNED_IN)
def show_keys() -> Any:
    """The keys that there are, and the form for a new one."""
    return _page()


@page(blueprint, "POST", "/account/keys", right=CREATE)
def create_key() -> Any:
    """Makes a key and shows it, this once."""
    try:
        made = make_key(context(), require_actor(), request.form)
    except InvalidInput as problem:
        return _page(*problem.errors), 400
    except NotAllowedNow as problem:
        return _page(FieldError("", problem.code, problem.message)), 409
    return _page(made=made)


@page(blueprint, "POST", "/account/keys/<token_id>/end", right=END)
def stop_key(token_id: str) -> Any:
    """Ends a key at once."""
    end_key(context(), require_actor(), token_id)
    flash(_("De sleutel werkt niet meer."), "good")
    return redirect(url_for("tokens.show_keys"), code=303)


def _page(*errors: FieldError, made: NewKey | None = None) -> Any:
    actor = require_actor()
    text = render_template(
        "tokens/keys.html",
        keys=see_keys(context(), actor),
        made=made,
        errors=errors,
        given=request.form if errors else {},
        usual=context().today() + USUAL,
        scopes=_scopes(),
        me=actor.person_id,
        last_day=lambda moment: (moment - timedelta(seconds=1)).astimezone(AMSTERDAM).date(),
    )
    return make_response(text)


def _scopes() -> list[tuple[str, str, str]]:
    writing = _("Niet: geld, indienen, ondertekenen, mensen en sleutels.")
    return [
        (TokenScope.READ.value, _("Alleen lezen"), ""),
        (TokenScope.WRITE.value, _("Lezen en schrijven"), writing),
    ]
