"""What every answer of both applications says to a browser: a walk over all routes, as a visitor and signed in."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from services.embedded import apps, prepare
from shared.access import sessions
from shared.access.sessions import Means
from shared.access.tables import membership
from shared.plumbing.database import Database
from shared.plumbing.settings import Settings, local_settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SAFE_REFERRERS = {"same-origin", "no-referrer"}
# Nothing personal: what a browser or a program may keep for a while.
MAY_BE_KEPT = {"/static/pages/<name>", "/api/v1/openapi.json"}
SECRET_PATHS = ("/sign-in/link/", "/sign-in/demo/", "/unsubscribe/", "/receipts/", "/calendar/<secret>")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Databases with example data."""
    settings = local_settings(tmp_path_factory.mktemp("headers"), port=8000, demo=True)
    prepare(settings)
    return settings


@pytest.fixture(scope="module", params=["http://127.0.0.1:8000", "https://steun.example"])
def served(request: pytest.FixtureRequest, prepared: Settings) -> tuple[Settings, dict[str, Flask]]:
    """Both applications on a base address of each sort."""
    https = request.param.startswith("https")
    smtp = "smtp://user:password@127.0.0.1:9" if https else None
    settings = dataclasses.replace(prepared, base_url=request.param, demo=not https, smtp_url=smtp)
    return settings, dict(apps(settings, ["matcher", "tracker"]))


def session_of(settings: Settings, role: str) -> str:
    """The cookie of an example person with this role."""
    people = Database(settings.people_url)
    with people.transaction() as connection:
        person = connection.execute(sa.select(membership.c.person_id).where(membership.c.role == role)).scalar()
        assert person is not None
        return sessions.start(connection, person_id=person, means=Means.DEMO, at=datetime.now(UTC))


def answers(settings: Settings, served: dict[str, Flask], cookie: str = "") -> Iterator[tuple[str, str, Any]]:
    """Service, rule and answer of every route that can be read, and of one that there is not."""
    name = "__Host-session" if settings.https else "session"
    for service, app in served.items():
        client = app.test_client()
        if cookie:
            client.set_cookie(name, cookie, domain=settings.base_url.partition("//")[2].partition(":")[0])
        found = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
        for rule in (*sorted(found), "/no-such-page"):
            path = re.sub(r"<int:\w+>", "1", rule)
            path = re.sub(r"<[^>]+>", "pages.css" if rule.startswith("/static") else "x", path)
            yield service, rule, client.get(path, base_url=settings.base_url)


@pytest.mark.parametrize("role", ["", "coordinator"])
def test_every_answer_protects_itself(served: tuple[Settings, dict[str, Flask]], role: str) -> None:
    settings, both = served
    seen: set[int] = set()
    cookie = session_of(settings, role) if role else ""
    for service, rule, answer in answers(settings, both, cookie):
        where, headers = f"{service} {rule} {answer.status_code}", answer.headers
        seen.add(answer.status_code)
        assert answer.status_code < 500 or rule == "/health/ready", where
        policy = headers["Content-Security-Policy"]
        assert policy == POLICY or policy.startswith("sandbox"), where
        assert "unsafe" not in policy and len(headers.getlist("Content-Security-Policy")) == 1, where
        assert {name: headers[name] for name in ALWAYS} == ALWAYS, where
        assert headers["Referrer-Policy"] in SAFE_REFERRERS, where
        if rule.startswith(SECRET_PATHS):
            assert headers["Referrer-Policy"] == "no-referrer", where
        if rule not in MAY_BE_KEPT:
            assert "no-store" in headers["Cache-Control"], where
        assert "Server" not in headers and "X-Powered-By" not in headers, where
        assert headers.get("Strict-Transport-Security") == ("max-age=31536000" if settings.https else None), where
        for set_cookie in headers.getlist("Set-Cookie"):
            check_cookie(set_cookie, where, https=settings.https)
    assert {200, 404} <= seen


def check_cookie(text: str, where: str, *, https: bool) -> None:
    """A cookie that no script reads, that no other site sends, and that stays on https."""
    name, *attributes = [part.strip() for part in text.split(";")]
    assert {"HttpOnly", "Path=/"} <= set(attributes), where
    assert "SameSite=Lax" in attributes, where
    assert ("Secure" in attributes) is https, where
    assert not any(one.startswith("Domain") for one in attributes), where
    if https and not name.startswith("notice="):
        assert name.startswith("__Host-"), where


class Dangers(HTMLParser):
    """What a page must not hold: code outside files, styles outside files, and words of htmx that run code."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at one element."""
        given = dict(attrs)
        if (tag == "script" and "src" not in given) or tag in ("style", "iframe", "object", "embed", "base"):
            self.dangers.append((tag, ""))
        for name, value in attrs:
            runs = re.match(r"on|hx-on|data-hx-on|style$", name)
            leads = re.match(r"\s*(javascript:|vbscript:|data:(?!image/))", value or "", re.I)
            if runs or leads:
                self.dangers.append((tag, name))


def test_no_page_holds_what_the_policy_would_stop_or_htmx_would_run(served: tuple[Settings, dict[str, Flask]]) -> None:
    settings, both = served
    pages = 0
    for service, rule, answer in answers(settings, both, session_of(settings, "coordinator")):
        if answer.mimetype != "text/html":
            continue
        pages += 1
        found = Dangers()
        found.feed(answer.text)
        assert not found.dangers, f"{service} {rule}"
    assert pages > 60
