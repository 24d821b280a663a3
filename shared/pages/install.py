"""Puts the page kit into a Flask application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import structlog
from flask import Flask, g, get_flashed_messages, has_request_context, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from jinja2 import ChoiceLoader, FileSystemLoader

from shared.contracts.codes import explanation, label
from shared.kernel.clock import Clock, SystemClock, today_in_amsterdam
from shared.pages import assets, personal_numbers
from shared.pages.error_words import error_words
from shared.pages.filters import FILTERS, Day, as_day
from shared.pages.frame import PageFrame
from shared.pages.trust_mark import about_place_in_trust
from shared.wording import dates, money, numbers
from shared.wording.language import DUTCH, current_language, set_language
from shared.wording.texts import gettext, ngettext

log = structlog.get_logger()

TEMPLATES = Path(__file__).parent / "templates"


def install(
    app: Flask,
    *,
    service: str,
    frame: Callable[[], PageFrame] = PageFrame,
    language: Callable[[], str] = lambda: DUTCH,
    clock: Clock | None = None,
) -> None:
    """Gives an application the templates `pages/…`, the static files, filters and globals.

    `service` (`matcher` or `tracker`) marks the body of a page. `frame` is asked once per rendered page what to show
    around it, `language` once per request. `clock` decides what "today" is in chips such as "over 3 dagen". Messages
    for the next page (`flask.flash`) need `app.secret_key`.
    """
    loaders = [found for found in (app.jinja_loader, FileSystemLoader(TEMPLATES)) if found is not None]
    app.jinja_loader = ChoiceLoader(loaders)
    app.jinja_env.filters.update(FILTERS)
    app.extensions["page_clock"] = clock or SystemClock()
    app.jinja_env.globals.update(_globals(service, app.extensions["page_clock"]))
    app.jinja_env.globals["about_place_in_trust"] = about_place_in_trust
    app.jinja_env.filters.update(ago=app.jinja_env.globals["away"], label=code_label)
    app.jinja_env.filters["explanation"] = lambda code, list_name: explanation(list_name, code)
    app.register_blueprint(assets.blueprint)
    app.before_request(lambda: set_language(language()))
    app.after_request(personal_numbers.warn)
    app.context_processor(lambda: {"frame": _frame_or_plain(frame)})
    # Messages for the next page travel in Flask's signed cookie, which must not be taken for the session of a person.
    app.config.update(SESSION_COOKIE_NAME="notice", SESSION_COOKIE_SAMESITE="Lax")
    app.session_interface = _Notices()


class _Notices(SecureCookieSessionInterface):
    """Flask's signed cookie for one application; what signs it is made once and not for every request."""

    _serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What reads and writes the cookie; None without `secret_key`."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer


def _frame_or_plain(frame: Callable[[], PageFrame]) -> PageFrame:
    """The frame, or a plain one: an error page must also come out when the database is away."""
    try:
        return frame()
    except Exception as error:
        log.error("page_frame_failed", error=type(error).__name__, exc_info=error)
        return PageFrame()


def _globals(service: str, clock: Clock) -> dict[str, Any]:
    def today() -> date:
        return today_in_amsterdam(clock)

    def away(value: Day) -> str:
        day = as_day(value)
        return dates.away(day, today()) if day else ""

    def days_until(value: Day) -> int | None:
        day = as_day(value)
        return (day - today()).days if day else None

    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "service": service,
        "asset": assets.asset,
        "today": today,
        "away": away,
        "days_until": days_until,
        "duration": dates.duration,
        "hours": numbers.hours,
        "number": numbers.number,
        "percent": numbers.percent,
        "amount_range": money.amount_range,
        "amount_to_edit": money.amount_to_edit,
        "language": current_language,
        "csrf_token": csrf_token,
        "page_messages": page_messages,
        "error_words": error_words,
        "came_from": came_from,
    }


def came_from() -> str:
    """The path of the page on which the person pressed the button, for the way back to it; else the start page."""
    parts = urlsplit(request.referrer or "")
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def code_label(code: str, list_name: str) -> str:
    """The label of a code in the current language, as filter: `{{ theme|label('themes') }}`."""
    return label(list_name, code, current_language())


def csrf_token() -> str:
    """The token of this request: `g.csrf_token`, else that of `g.actor`; empty when there is none."""
    if not has_request_context():
        return ""
    return str(g.get("csrf_token") or getattr(g.get("actor"), "csrf_token", ""))


def page_messages() -> list[tuple[str, str]]:
    """What happened in the request before, as `(kind, text)`; set with `flask.flash(text, kind)`."""
    found = cast(list[tuple[str, str]], get_flashed_messages(with_categories=True))
    return [(str(kind), str(text)) for kind, text in found]
