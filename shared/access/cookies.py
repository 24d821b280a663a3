"""The cookies: for a session, for a visit before it, for a remembered phone. No script reads them, no other site."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from shared.plumbing.settings import LOOPBACK_HOSTS, Settings, SettingsError

SESSION_LIVES = timedelta(days=14)
PHONE_LIVES = timedelta(days=90)


def check_base_url(settings: Settings) -> None:
    """Raises SettingsError for an address on which cookies would travel in the open: http outside this machine."""
    parts = urlsplit(settings.base_url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS:
        return
    raise SettingsError(f"The base address {settings.base_url!r} must be https, or http on 127.0.0.1.")


def session_cookie(settings: Settings) -> str:
    """The name of the session's cookie. The prefix makes browsers refuse one that a sister domain sets."""
    return "__Host-session" if settings.https else "session"


def visit_cookie(settings: Settings) -> str:
    """The name of the cookie that ties forms and sign-in links to a browser without a session."""
    return "__Host-visit" if settings.https else "visit"


def phone_cookie(settings: Settings) -> str:
    """The name of the cookie of a phone that is remembered."""
    return "__Host-phone" if settings.https else "phone"


def read_cookie(request: Request, name: str) -> str:
    """A cookie's value; empty for none or for one that we can't have made."""
    value = request.cookies.get(name, "")
    return value if value.isascii() and len(value) <= 64 else ""


def set_session(response: Response, settings: Settings, value: str) -> None:
    """Hands the browser its session. The server decides how long it lives; this only lets a phone keep it."""
    _set(response, settings, session_cookie(settings), value, max_age=int(SESSION_LIVES.total_seconds()))


def set_visit(response: Response, settings: Settings, value: str) -> None:
    """Hands the browser its visit, until it is closed."""
    _set(response, settings, visit_cookie(settings), value, max_age=None)


def set_phone(response: Response, settings: Settings, value: str) -> None:
    """Hands a phone what it is remembered by."""
    _set(response, settings, phone_cookie(settings), value, max_age=int(PHONE_LIVES.total_seconds()))


def forget_session(response: Response, settings: Settings) -> None:
    """Takes the cookies of the session and of the remembered phone away."""
    for name in (session_cookie(settings), phone_cookie(settings)):
        response.delete_cookie(name, path="/", secure=settings.https, httponly=True, samesite="Lax")


def _set(response: Response, settings: Settings, name: str, value: str, *, max_age: int | None) -> None:
    response.set_cookie(name, value, max_age=max_age, path="/", secure=settings.https, httponly=True, samesite="Lax")
