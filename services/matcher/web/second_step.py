"""The second step of signing in: a code of an app, a passkey, or a code of the paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.matcher.usecases.signing_in import factors, passkeys
from services.matcher.usecases.signing_in.places import remember_phone
from services.matcher.web.base import context
from services.matcher.web.private import private
from shared.access import cookies
from shared.access.actors import Actor
from shared.access.browsers import browser_words
from shared.access.paths import own_path
from shared.access.phones import may_be_remembered
from shared.access.rights import PUBLIC, SIGNED_IN
from shared.access.web import before_second_factor, require_actor, session_value, visit_value, waits_for_factor
from shared.kernel.errors import FieldError, TooMany
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("second_step", __name__, template_folder="templates")


@page(blueprint, "GET", "/sign-in/second", right=SIGNED_IN)
@before_second_factor
def form() -> Any:
    """Asks for the second proof; who has none yet is led to making one."""
    onward = own_path(request.args.get("next"))
    if not factors.see_factors(context(), require_actor()).any:
        return redirect(url_for("security.app_form", next=onward), code=303)
    return _asked(onward, remember=request.args.get("remember") == "1")


@page(blueprint, "POST", "/sign-in/second", right=SIGNED_IN)
@before_second_factor
def give() -> Any:
    """Takes the code and goes on."""
    actor, onward = require_actor(), own_path(request.form.get("next"))
    remember = request.form.get("remember") == "1"
    try:
        value = factors.give_code(context(), actor, code=request.form.get("code", ""), session=session_value())
    except TooMany as problem:
        answer = _asked(onward, FieldError("code", "too_many", problem.message), remember=remember, status=429)
        answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    if value is None:
        text = _("Deze code klopt niet, of u hebt hem al gebruikt. Wacht op de volgende code en vul die in.")
        return _asked(onward, FieldError("code", "wrong_code", text), remember=remember, status=400)
    return proved(value, onward, remember=remember)


@page(blueprint, "POST", "/sign-in/second/passkey", right=SIGNED_IN)
@before_second_factor
def give_passkey() -> Any:
    """Takes a passkey and goes on."""
    onward, sent = own_path(request.form.get("next")), request.form.get("credential", "")
    value = passkeys.give_second_proof(
        context(), require_actor(), token=request.form.get("ceremony", ""), sent=sent, session=session_value()
    )
    if value is None:
        return _asked(onward, FieldError("", "passkey_refused", _refused()), remember=False, status=400)
    return proved(value, onward, remember=False)


@page(blueprint, "POST", "/sign-in/passkey", right=PUBLIC)
def sign_in_with_passkey() -> Any:
    """Signs in with a passkey: no mail and no code."""
    value = passkeys.sign_in(
        context(),
        visit=visit_value(),
        token=request.form.get("ceremony", ""),
        sent=request.form.get("credential", ""),
        old_session=session_value(),
        device_words=browser_words(request),
    )
    onward = own_path(request.form.get("next"))
    if value is None:
        flash(_refused(), "bad")
        return redirect(url_for("sign_in.ask_form", next=onward), code=303)
    return proved(value, onward, remember=False)


def proved(session: str, onward: str, *, remember: bool) -> Response:
    """On the way with the session's new value."""
    ctx = context()
    answer = redirect(onward, code=303)
    cookies.set_session(answer, ctx.settings, session)
    live = factors.live_session(ctx, session)
    return remembered(answer, live.actor) if live is not None and remember else answer


def remembered(answer: Response, actor: Actor) -> Response:
    """The same answer, with what this phone is remembered by; without it for people whose phone may not be."""
    ctx = context()
    if value := remember_phone(ctx, actor, name=browser_words(request)):
        cookies.set_phone(answer, ctx.settings, value)
    return answer


def _asked(onward: str, *errors: FieldError, remember: bool, status: int = 200) -> Any:
    actor = require_actor()
    text = render_template(
        "sign_in/second.html",
        next=onward,
        errors=errors,
        remember=remember,
        has=factors.see_factors(context(), actor),
        passkey=passkeys.begin_second_proof(context(), actor),
        offers_phone=waits_for_factor() and may_be_remembered(actor),
        signs_in=waits_for_factor(),
    )
    return private(text, status)


def _refused() -> str:
    return _("Het lukte niet met de passkey. Probeer het nog eens, of kies een andere manier.")
