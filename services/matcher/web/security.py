"""The page "Inloggen en beveiliging": second proofs, the paper with codes, and where somebody is signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from services.matcher.usecases.signing_in import factors, passkeys, places
from services.matcher.usecases.signing_in.elsewhere import see_identities
from services.matcher.web.base import context
from services.matcher.web.elsewhere import name_elsewhere
from shared.access import cookies
from shared.access.browsers import browser_words
from shared.access.paths import own_path
from shared.access.rights import SIGNED_IN
from shared.access.sessions import needs_second_factor
from shared.access.web import before_second_factor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, TooMany
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("security", __name__, template_folder="templates")


@page(blueprint, "GET", "/account/security", right=SIGNED_IN)
def overview() -> Any:
    """What the person has to sign in with, and where they are signed in."""
    ctx, actor = context(), require_actor()
    return render_template(
        "security/overview.html",
        has=factors.see_factors(ctx, actor),
        at=places.see_places(ctx, actor),
        email=actor.email,
        must=needs_second_factor(actor),
        passkey=passkeys.begin_adding(ctx, actor),
        elsewhere=see_identities(ctx, actor),
        party=name_elsewhere(),
    )


@page(blueprint, "GET", "/account/security/app", right=SIGNED_IN)
@before_second_factor
def app_form() -> Any:
    """A new key for an app: as a drawing for the camera, and as text."""
    return _app_page(own_path(request.args.get("next")))


@page(blueprint, "POST", "/account/security/app", right=SIGNED_IN)
@before_second_factor
def add_app() -> Any:
    """Keeps the key when the code shows that the app has it; then shows the paper with codes, this once."""
    sealed, onward = request.form.get("key", ""), own_path(request.form.get("next"))
    try:
        codes = factors.add_app(context(), require_actor(), sealed=sealed, code=request.form.get("code", ""))
    except InvalidInput as problem:
        if any(error.field == "key" for error in problem.errors):
            sealed = ""
        return _app_page(onward, *problem.errors, sealed=sealed, status=400)
    except TooMany as problem:
        error = FieldError("code", "too_many", problem.message)
        answer = _app_page(onward, error, sealed=sealed, status=429)
        answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    if codes:
        return paper(codes, onward)
    flash(_("Uw app is toegevoegd."), "good")
    return redirect(onward if onward != "/" else url_for("security.overview"), code=303)


@page(blueprint, "POST", "/account/security/app/remove", right=SIGNED_IN)
def remove_app() -> Any:
    """Forgets the app."""
    if factors.remove_app(context(), require_actor()):
        flash(_("De app is weg. U bent op andere apparaten uitgelogd."), "good")
    return _back()


@page(blueprint, "POST", "/account/security/passkeys", right=SIGNED_IN)
@before_second_factor
def add_passkey() -> Any:
    """Keeps the passkey that the browser made."""
    sent, onward = request.form.get("credential", ""), own_path(request.form.get("next"))
    token, name = request.form.get("ceremony", ""), browser_words(request)
    if codes := passkeys.add(context(), require_actor(), token=token, sent=sent, name=name):
        return paper(codes, onward)
    flash(_("Uw passkey is toegevoegd."), "good")
    return redirect(onward, code=303)


@page(blueprint, "POST", "/account/security/passkeys/<passkey_id>/remove", right=SIGNED_IN)
def remove_passkey(passkey_id: str) -> Any:
    """Forgets a passkey."""
    factors.remove_passkey(context(), require_actor(), passkey_id)
    flash(_("De passkey is weg. U bent op andere apparaten uitgelogd."), "good")
    return _back()


@page(blueprint, "POST", "/account/security/paper", right=SIGNED_IN)
def new_paper() -> Any:
    """Ten new codes; the earlier ones are worth nothing from now on."""
    return paper(factors.new_paper(context(), require_actor()), url_for("security.overview"))


@page(blueprint, "POST", "/account/security/sessions/<handle>/end", right=SIGNED_IN)
def end_session(handle: str) -> Any:
    """Signs the person out at one other place."""
    places.end_one(context(), require_actor(), handle)
    flash(_("U bent daar uitgelogd."), "good")
    return _back()


@page(blueprint, "POST", "/account/security/sessions/end", right=SIGNED_IN)
def end_everywhere() -> Any:
    """Signs the person out everywhere, here too."""
    ctx = context()
    places.end_everywhere(ctx, require_actor())
    answer = redirect("/", code=303)
    cookies.forget_session(answer, ctx.settings)
    return answer


@page(blueprint, "POST", "/account/security/phones/<phone_id>/forget", right=SIGNED_IN)
def forget_phone(phone_id: str) -> Any:
    """Forgets a phone that was remembered."""
    places.forget_phone(context(), require_actor(), phone_id)
    flash(_("Wij onthouden dit apparaat niet meer."), "good")
    return _back()


def paper(codes: tuple[str, ...], onward: str) -> str:
    """The page with the codes, to print or copy. It is shown once."""
    return render_template("security/paper.html", codes=codes, next=onward)


def _app_page(onward: str, *errors: FieldError, sealed: str = "", status: int = 200) -> Any:
    actor = require_actor()
    app = factors.new_app(context(), actor, sealed=sealed)
    must = needs_second_factor(actor)
    passkey = passkeys.begin_adding(context(), actor)
    about = {"app": app, "next": onward, "errors": errors, "must": must, "passkey": passkey}
    text = render_template("security/app.html", **about)
    return make_response(text, status)


def _back() -> Any:
    return redirect(url_for("security.overview"), code=303)
