"""Somebody's browser or program in front of the tracker, without a network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from services.tracker.app import create_app
from shared.access import sessions
from shared.access.sessions import Means
from shared.kernel.ids import new_id
from tests.services.tracker.world import World
from tests.support.templates import compiled_templates

BASE = "http://127.0.0.1:8000/tracker"


@dataclass
class Client:
    """A signed-in client; `token` protects its forms."""

    http: FlaskClient
    token: str

    def get(self, path: str, **more: Any) -> Any:
        return self.http.get(path, base_url=BASE, **more)

    def post(self, path: str, **fields: Any) -> Any:
        """Sends a form."""
        return self.http.post(path, base_url=BASE, data={"csrf_token": self.token, **fields})

    def submit(self, path: str, **fields: Any) -> Any:
        """Opens a form and sends it with its own hidden fields."""
        return self.post(path, **hidden_of(self.get(path).text, path) | fields)

    def send(self, method: str, path: str, body: object = None, *, version: int | None = None, key: str = "") -> Any:
        """Calls the API; a POST gets a fresh key unless one is given."""
        headers = {"X-CSRF-Token": self.token}
        if method == "POST":
            headers["Idempotency-Key"] = key or new_id()
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        about: dict[str, Any] = {} if body is None else {"json": body}
        return self.http.open(f"/api/v1{path}", base_url=BASE, method=method, headers=headers, **about)


def client_of(world: World, name: str) -> Client:
    """A client that is signed in as one of the people of the world."""
    http = app_of(world).test_client()
    with world.ctx.people.transaction() as connection:
        value = sessions.start(connection, person_id=world.ids[name], means=Means.PASSKEY, at=world.clock.now())
    http.set_cookie("session", value, domain="127.0.0.1")
    return Client(http, sessions.csrf_token(world.ctx.settings.secret, value))


def stranger(world: World) -> FlaskClient:
    """Somebody who is not signed in."""
    return app_of(world).test_client()


def app_of(world: World) -> Flask:
    """The tracker in this world."""
    app = create_app(world.ctx.settings, context=world.ctx)
    app.jinja_env.bytecode_cache = compiled_templates()
    return app


def hidden_of(text: str, path: str) -> dict[str, str]:
    """The hidden fields of the form on a page that posts to `path`."""
    form = re.search(rf'<form[^>]*action="/tracker{re.escape(path)}".*?</form>', text, re.DOTALL)
    assert form, f"no form to {path}"
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def words_of(text: str) -> str:
    """The words of a page, without its markup."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
