"""Puts people into a Flask application: who asks, and the protection of their forms."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, g, request

from shared.access import cookies, csrf, sessions
from shared.access.actors import Actor
from shared.access.rights import PUBLIC, may_anywhere
from shared.access.secrets import new_token
from shared.kernel.clock import Clock
from shared.kernel.errors import NotSignedIn
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings
from shared.wording.texts import gettext as _

QUIET_PREFIXES = ("/health/", "/metrics", "/static/", "/internal/", "/unsubscribe/")
"""Paths that need to know nobody: no cookie is read or set. Signed calls and addresses bring their own proof."""


def install(app: Flask, people: Database, settings: Settings, clock: Clock) -> None:
    """Loads the signed-in person into `g.actor` before every request, asks visitors to sign in, checks every form.

    `g.csrf_token` holds the token for forms, signed in or not. Raises SettingsError for an unsafe base address.
    """
    cookies.check_base_url(settings)
    app.extensions["access"] = (people, settings, clock)
    app.before_request(_begin)
    app.after_request(_remember_visit)


def current_actor() -> Actor | None:
    """The person behind this request, None for a visitor."""
    actor: Actor | None = g.get("actor")
    return actor


def require_actor() -> Actor:
    """The person behind this request; raises NotSignedIn for a visitor."""
    actor = current_actor()
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    return actor


def session_value() -> str:
    """The value of this request's session cookie, live or not; empty without one."""
    __, settings, __ = current_app.extensions["access"]
    return cookies.read_cookie(request, cookies.session_cookie(settings))


def visit_value() -> str:
    """What this browser's forms and sign-in links are bound to; new when it had none. The answer sets the cookie."""
    return str(g.visit)


def _begin() -> None:
    g.actor = None
    g.csrf_token = ""
    g.visit = ""
    if _is_quiet():
        return
    __, settings, __ = current_app.extensions["access"]
    g.visit = cookies.read_cookie(request, cookies.visit_cookie(settings)) or new_token()
    g.actor = _load_actor()
    g.csrf_token = g.actor.csrf_token if g.actor else sessions.csrf_token(settings.secret, g.visit)
    _ask_who_is_there()
    csrf.check(request, token=g.csrf_token, has_session=g.actor is not None, base_url=settings.base_url)


def _ask_who_is_there() -> None:
    """Raises NotSignedIn before anything that a visitor sent is looked at, when the route is not for visitors."""
    right: Any = getattr(current_app.view_functions.get(request.endpoint or ""), "right", PUBLIC)
    if right is not PUBLIC and g.actor is None and not may_anywhere(None, right):
        require_actor()


def _load_actor() -> Actor | None:
    value = session_value()
    if not value:
        return None
    people, settings, clock = current_app.extensions["access"]
    now = clock.now()
    with people.read() as connection:
        live = sessions.load(connection, value, secret=settings.secret, now=now)
    if live is None:
        return None
    if live.is_due:
        with people.transaction() as connection:
            sessions.mark_seen(connection, live.actor.session_id, at=now)
    return live.actor


def _remember_visit(response: Response) -> Response:
    """Sets the visit cookie with pages that may hold a form."""
    visit = g.get("visit")
    if visit and g.get("actor") is None and response.mimetype == "text/html":
        __, settings, __ = current_app.extensions["access"]
        if request.cookies.get(cookies.visit_cookie(settings)) != visit:
            cookies.set_visit(response, settings, visit)
    return response


def _is_quiet() -> bool:
    return request.path.startswith(QUIET_PREFIXES)
