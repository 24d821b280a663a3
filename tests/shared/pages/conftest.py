"""An application with nothing but the page kit in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask, render_template_string

from shared.kernel.clock import SetClock
from shared.pages.frame import NavigationItem, PageFrame
from shared.pages.install import install
from shared.pages.style_page import blueprint
from shared.plumbing.web import new_app

Render = Callable[..., str]

FRAME = PageFrame(
    navigation=(NavigationItem("Vandaag", "/", active=True), NavigationItem("Berichten", "/messages", badge=3)),
    person_name="Fatma Yıldız",
    place_name="Huis van de Wijk Bospolder",
    account_url="/messages/settings",
    sign_out_url="/sign-out",
    demo=True,
)


@pytest.fixture(scope="session")
def app() -> Flask:
    app = new_app(__name__, service="matcher", https=False)
    app.secret_key = "only for this test"
    install(app, service="matcher", frame=lambda: FRAME, clock=SetClock(datetime(2026, 11, 22, 12, 0, tzinfo=UTC)))
    app.register_blueprint(blueprint)
    return app


@pytest.fixture
def render(app: Flask) -> Render:
    """Renders a call of a component: `render("ui.button(x)", x="Bewaren")`."""

    def render(call: str, /, **values: object) -> str:
        with app.test_request_context():
            text = "{% import 'pages/components.html' as ui %}{{ " + call + " }}"
            return render_template_string(text, **values)

    return render
