"""Puts people into a Flask application: who asks, and the protection of their forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from shared.access import bearer, cookies, counting, csrf, phones, refusals, sessions
from shared.access.actors import Actor
from shared.access.browsers import browser_words
from shared.access.reaches import reach_of
from shared.access.remembered import works_without_new_proof
from shared.access.rights import PUBLIC, SIGNED_IN, Right, known_phone_is_not_enough, may_anywhere
from shared.access.secrets import digest, new_token
from shared.access.sessions import LiveSession
from shared.kernel.clock import Clock
from shared.kernel.errors import NotSignedIn, SecondFactorNeeded
from shared.plumbing.database import Database
from shared.plumbing.reach import NOTHING, forget_reach, set_reach
from shared.plumbing.settings import Settings
from shared.wording.texts import gettext as _

View = TypeVar("View", bound=Callable[..., Any])

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
    app.after_request(_hand_over_session)
    app.after_request(counting.tell_limits)
    app.teardown_request(_end)
    refusals.install(app)


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


def before_second_factor(view: View) -> View:
    """Marks a view that somebody may also use while a second factor must still be given: that of giving it."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def asks_new_proof(view: View) -> View:
    """Marks a view for which a remembered phone is not enough though its right is: sharing, keys, taking over."""
    view.asks_new_proof = True  # type: ignore[attr-defined]
    return view


def waits_for_factor() -> bool:
    """Whether the person is signed in by mail alone while a second factor must come first."""
    return g.get("waiting") is not None


def session_value() -> str:
    """The value of this browser's session, live or not; empty without one."""
    __, settings, __ = current_app.extensions["access"]
    return g.get("new_session") or cookies.read_cookie(request, cookies.session_cookie(settings))


def phone_value() -> str:
    """The value by which this phone is remembered; empty when it is not."""
    __, settings, __ = current_app.extensions["access"]
    return cookies.read_cookie(request, cookies.phone_cookie(settings))


def visit_value() -> str:
    """What this browser's forms and sign-in links are bound to; new when it had none. The answer sets the cookie."""
    return str(g.visit)


def _begin() -> None:
    g.reach = set_reach(NOTHING)
    _know_who()
    set_reach(reach_of(g.actor))


def _end(_problem: BaseException | None) -> None:
    """The thread of this request serves others after it."""
    if token := g.pop("reach", None):
        forget_reach(token)


def _know_who() -> None:
    g.actor = g.waiting = None
    g.csrf_token = g.visit = g.new_session = ""
    if _is_quiet():
        return
    people, settings, clock = current_app.extensions["access"]
    view = current_app.view_functions.get(request.endpoint or "")
    if (value := bearer.value_of(request)) is not None:
        _begin_with_token(value, view)
        return
    g.visit = cookies.read_cookie(request, cookies.visit_cookie(settings)) or new_token()
    live = _load_session()
    if live is not None:
        g.waiting = live.actor if live.waits else None
        g.actor = None if live.waits and not getattr(view, "before_second_factor", False) else live.actor
    g.csrf_token = live.actor.csrf_token if live else sessions.csrf_token(settings.secret, g.visit)
    _ask_who_is_there(view)
    csrf.check(request, token=g.csrf_token, has_session=live is not None, base_url=settings.base_url)
    refusals.begin_noting()
    _ask_new_proof(view)
    if live is None:
        counting.count_visitor(view, people, secret=settings.secret, now=clock.now())


def _begin_with_token(value: str, view: Any) -> None:
    """A program with a key: no cookie counts and no form token is needed, for no browser sends a key by itself."""
    people, settings, clock = current_app.extensions["access"]
    with counting.told():
        g.actor = bearer.actor_of(request, value, people, secret=settings.secret, now=clock.now())
    refusals.begin_noting()
    bearer.check_route(g.actor, request.method, view)


def _ask_new_proof(view: Any) -> None:
    """Raises ReauthenticationNeeded for a change on a remembered phone that asks for more than knowing the phone.

    Here and not only where the right is required, so that no act can forget it.
    """
    if g.actor is None or not g.actor.remembered or request.method in ("GET", "HEAD"):
        return
    right: Any = getattr(view, "right", PUBLIC)
    is_precious = isinstance(right, Right) and right != SIGNED_IN and not works_without_new_proof(right)
    if is_precious or getattr(view, "asks_new_proof", False):
        known_phone_is_not_enough()


def _ask_who_is_there(view: Any) -> None:
    """Raises NotSignedIn before anything that a visitor sent is looked at, when the route is not for visitors."""
    right: Any = getattr(view, "right", PUBLIC)
    if right is not PUBLIC and g.actor is None and not may_anywhere(None, right):
        if g.waiting is not None:
            raise SecondFactorNeeded(_("Bewijs eerst op een tweede manier wie u bent."))
        require_actor()


def _load_session() -> LiveSession | None:
    """The session of the cookie; without one, a new one of a phone that is remembered."""
    people, settings, clock = current_app.extensions["access"]
    now = clock.now()
    value = session_value()
    live = None
    if value:
        with people.read() as connection:
            live = sessions.load(connection, value, secret=settings.secret, now=now)
    if live is None:
        return _begin_on_known_phone() if phone_value() else None
    if live.is_outdated or live.is_due:
        with people.transaction() as connection:
            if live.is_outdated:
                g.new_session = sessions.renew(connection, value, live.actor, at=now) or ""
            else:
                sessions.mark_seen(connection, live.actor.session_id, at=now)
    if g.new_session:
        return replace(live, actor=replace(live.actor, session_id=digest(g.new_session)))
    return live


def _begin_on_known_phone() -> LiveSession | None:
    people, settings, clock = current_app.extensions["access"]
    now = clock.now()
    with people.read() as connection:
        if not phones.is_known(connection, phone_value(), now):
            return None
    with people.transaction() as connection:
        g.new_session = phones.begin(connection, phone_value(), browser=browser_words(request), at=now) or ""
        if not g.new_session:
            return None
        return sessions.load(connection, g.new_session, secret=settings.secret, now=now)


def _hand_over_session(response: Response) -> Response:
    """Gives the browser the session that began or changed on the way, unless the view gave it another."""
    if value := g.get("new_session"):
        __, settings, __ = current_app.extensions["access"]
        name = cookies.session_cookie(settings)
        if not any(one.startswith(f"{name}=") for one in response.headers.getlist("Set-Cookie")):
            cookies.set_session(response, settings, value)
    return response


def _remember_visit(response: Response) -> Response:
    """Sets the visit cookie with pages that may hold a form."""
    visit = g.get("visit")
    if visit and g.get("actor") is None and g.get("waiting") is None and response.mimetype == "text/html":
        __, settings, __ = current_app.extensions["access"]
        if request.cookies.get(cookies.visit_cookie(settings)) != visit:
            cookies.set_visit(response, settings, visit)
    return response


def _is_quiet() -> bool:
    return request.path.startswith(QUIET_PREFIXES)
