"""Signing in at another party: going there, coming back, and joining that account to the one here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for

from services.matcher.gateways.identity_provider import IdentityProvider, ProviderAway
from services.matcher.usecases.signing_in import elsewhere, factors
from services.matcher.usecases.signing_in.elsewhere import Arrival, Arrived
from services.matcher.web.base import context
from services.matcher.web.private import private
from shared.access import cookies
from shared.access.browsers import browser_words
from shared.access.paths import own_path
from shared.access.rights import PUBLIC, SIGNED_IN
from shared.access.web import current_actor, require_actor, session_value, visit_value
from shared.kernel.errors import InvalidInput, NotFound, TooMany
from shared.plumbing.addresses import matcher_path
from shared.plumbing.endpoints import page
from shared.plumbing.settings import Settings
from shared.wording.texts import gettext as _

blueprint = Blueprint("elsewhere", __name__, template_folder="templates")
BACK = "/sign-in/elsewhere/back"


def provider_of(settings: Settings) -> IdentityProvider | None:
    """The other party of these settings. People come back to our configured address, never to what a request says."""
    return IdentityProvider.of(settings, f"{settings.base_url}{matcher_path(BACK)}")


def name_elsewhere() -> str:
    """What the other party is called on buttons; empty when there is none."""
    provider: IdentityProvider | None = current_app.extensions.get("identity_provider")
    return provider.settings.name if provider else ""


@page(blueprint, "GET", "/sign-in/elsewhere", right=PUBLIC)
def leave() -> Any:
    """Sends the browser to the other party. Nothing is kept here: all that is needed travels along, sealed."""
    provider = _provider()
    try:
        address = elsewhere.begin(
            context(), provider, browser=g.csrf_token, next_path=own_path(request.args.get("next"))
        )
    except ProviderAway:
        return _sorry(Arrival.AWAY)
    answer = redirect(address, code=303)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@page(blueprint, "GET", BACK, right=PUBLIC)
def come_back() -> Any:
    """The browser is back, with a code that is good for one exchange."""
    provider, ctx = _provider(), context()
    if request.args.get("iss", provider.settings.issuer) != provider.settings.issuer or request.args.get("error"):
        return _sorry(Arrival.REFUSED)
    try:
        arrived = elsewhere.arrive(
            ctx,
            provider,
            browser=g.csrf_token,
            keeper=_keepers()[0],
            state=request.args.get("state", ""),
            code=request.args.get("code", "")[:4_000],
            client=request.remote_addr,
            old_session=session_value(),
            device_words=browser_words(request),
        )
    except TooMany as problem:
        answer = private(render_template("sign_in/elsewhere_failed.html", text=problem.message), 429)
        answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    return _shown(arrived)


@page(blueprint, "GET", "/account/security/elsewhere", right=SIGNED_IN)
def join_form() -> Any:
    """Asks whether that account may be joined to this one."""
    return _join_page(request.args.get("pending", ""))


@page(blueprint, "POST", "/account/security/elsewhere", right=SIGNED_IN)
def join() -> Any:
    """Joins it."""
    _provider()
    sealed = request.form.get("pending", "")
    try:
        elsewhere.join(context(), require_actor(), sealed=sealed, keepers=_keepers())
    except InvalidInput as problem:
        return _sorry(Arrival.OVER, problem.errors[0].message)
    flash(_("U kunt nu inloggen met %(party)s.", party=name_elsewhere()), "good")
    return redirect(url_for("security.overview"), code=303)


@page(blueprint, "POST", "/account/security/elsewhere/<identity_id>/remove", right=SIGNED_IN)
def remove(identity_id: str) -> Any:
    """Forgets it."""
    elsewhere.remove(context(), require_actor(), identity_id)
    flash(_("De koppeling is weg. U bent op andere apparaten uitgelogd."), "good")
    return redirect(url_for("security.overview"), code=303)


def _provider() -> IdentityProvider:
    provider: IdentityProvider | None = current_app.extensions.get("identity_provider")
    if provider is None:
        raise NotFound(_("Deze pagina bestaat niet."))
    return provider


def _keepers() -> tuple[str, ...]:
    """Who may join what was found out: the person who is signed in, and the browser that was a visitor's."""
    actor = current_actor()
    return (*([f"person:{actor.person_id}"] if actor else []), f"visit:{visit_value()}")


def _shown(arrived: Arrived) -> Any:
    if arrived.arrival is Arrival.UNKNOWN and current_actor() is not None:
        return redirect(url_for("elsewhere.join_form", pending=arrived.pending), code=303)
    if arrived.arrival is Arrival.UNKNOWN:
        return private(
            render_template(
                "sign_in/elsewhere_unknown.html",
                email=arrived.email,
                onward=url_for("elsewhere.join_form", pending=arrived.pending),
            )
        )
    if arrived.arrival is not Arrival.SIGNED_IN:
        return _sorry(arrived.arrival)
    ctx, value = context(), arrived.session_value
    live = factors.live_session(ctx, value)
    waits = live is not None and live.waits
    onward = url_for("second_step.form", next=arrived.next_path) if waits else arrived.next_path
    answer = redirect(onward, code=303)
    cookies.set_session(answer, ctx.settings, value)
    return answer


def _join_page(sealed: str) -> Any:
    _provider()
    try:
        claimed = elsewhere.see_pending(context(), require_actor(), sealed=sealed, keepers=_keepers())
    except InvalidInput as problem:
        return _sorry(Arrival.OVER, problem.errors[0].message)
    return private(render_template("security/elsewhere.html", pending=sealed, email=claimed.email))


def _sorry(arrival: Arrival, text: str = "") -> Any:
    known = {
        Arrival.NO_EMAIL: _("Uw mailadres is daar niet bevestigd. Log hier in met een code die wij mailen."),
        Arrival.REFUSED: _("Het inloggen is daar niet gelukt, of wij konden het antwoord niet vertrouwen."),
        Arrival.OVER: _("Dit duurde te lang, of het begon in een andere browser. Begin opnieuw bij Inloggen."),
        Arrival.AWAY: _("Wij kunnen %(party)s nu niet bereiken. Log in met een code.", party=name_elsewhere()),
    }
    status = 503 if arrival is Arrival.AWAY else 400
    return private(render_template("sign_in/elsewhere_failed.html", text=text or known[arrival]), status)
