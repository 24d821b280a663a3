"""An application with the notifier's pages in it, and somebody who is signed in."""

from __future__ import annotations

from flask import Blueprint, Flask, g
from flask.testing import FlaskClient

from shared.access.actor_rows import actor_of_person
from shared.notifier.api import add_endpoints
from shared.notifier.door import Notifier
from shared.pages.install import install as install_pages
from shared.plumbing.endpoints import Api
from shared.plumbing.web import new_app


def browser(notifier: Notifier, person_id: str | None) -> FlaskClient:
    """A browser of this person, with the roles of this moment."""
    app: Flask = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    api = Api(Blueprint("api", __name__, url_prefix="/api/v1"), title="tests")
    add_endpoints(api)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(notifier.blueprint())
    app.secret_key = b"tests"
    context = notifier.context

    def sign_in() -> None:
        with context.people.read() as people:
            g.actor = actor_of_person(people, person_id, context.clock.now()) if person_id else None

    app.before_request(sign_in)
    return app.test_client()
