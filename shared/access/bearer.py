"""Programs with a key: `Authorization: Bearer steun_...` on the JSON APIs. Cookies do not count then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import g
from werkzeug.wrappers import Request

from shared.access import api_tokens, limits
from shared.access.actors import Actor, TokenScope
from shared.access.api_tokens import ApiToken
from shared.access.csrf import SAFE_METHODS
from shared.access.rights import PUBLIC, SIGNED_IN
from shared.access.token_rights import token_may
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Forbidden, NotSignedIn
from shared.plumbing.database import Database
from shared.wording.texts import gettext as _

View = TypeVar("View", bound=Callable[..., Any])

PREFIX = "/api/"


def for_tokens(view: View) -> View:
    """Marks a view for everybody who is signed in that a program may use too: it shows no more than the key reaches."""
    view.for_tokens = True  # type: ignore[attr-defined]
    return view


def value_of(request: Request) -> str | None:
    """The key that comes with a request to an API; None without one."""
    scheme, __, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not request.path.startswith(PREFIX):
        return None
    return value.strip()


def actor_of(request: Request, value: str, people: Database, *, secret: bytes, now: datetime) -> Actor:
    """The owner of the key, as it may act. Raises NotSignedIn, Forbidden from another network, TooMany."""
    with people.read() as connection:
        token = api_tokens.find_by_value(connection, value, now)
        actor = api_tokens.actor_of_token(connection, token, now) if token else None
    if token is None or actor is None:
        raise NotSignedIn(_("Deze sleutel werkt niet, of niet meer."))
    if not token.takes(request.remote_addr):
        raise Forbidden(_("Deze sleutel werkt niet vanaf dit netwerk."))
    _count(people, token, request, secret=secret, now=now)
    return actor


def check_route(actor: Actor, method: str, view: Any) -> None:
    """Raises Forbidden for a route that this key is not for, before anything that was sent is looked at."""
    if view is None:
        return  # there is no such route
    right: Any = getattr(view, "right", PUBLIC)
    reads = method in SAFE_METHODS
    if not reads and actor.token_scope is TokenScope.READ:
        raise Forbidden(_("Met deze sleutel kan een programma alleen lezen."))
    if right is PUBLIC or right == SIGNED_IN:
        allowed = reads and (right is PUBLIC or getattr(view, "for_tokens", False))
    else:
        allowed = actor.token_scope is not None and token_may(actor.token_scope, right)
    if not allowed:
        raise Forbidden(_("Dit doet een mens die is ingelogd, en geen programma met een sleutel."))


def _count(people: Database, token: ApiToken, request: Request, *, secret: bytes, now: datetime) -> None:
    today = now.astimezone(AMSTERDAM).date()
    with people.transaction() as connection:
        g.counted = limits.count(connection, limits.TOKEN_REQUESTS, token.id, secret=secret, now=now)
        if request.method not in SAFE_METHODS:
            g.counted = limits.count(connection, limits.TOKEN_WRITES, token.id, secret=secret, now=now)
        if token.last_used_on != today:
            api_tokens.mark_used(connection, token.id, today)
