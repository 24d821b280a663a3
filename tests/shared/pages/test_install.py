"""The kit inside an application: static files, frame, messages, error pages, language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask, flash, g, render_template_string
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from shared.access.actors import Actor
from shared.kernel.clock import SetClock
from shared.kernel.errors import FieldError, InvalidInput, ReauthenticationNeeded
from shared.pages.frame import PageFrame, frame_of
from shared.pages.install import csrf_token, install
from shared.plumbing.web import new_app
from shared.wording.language import current_language

PAGE = (
    "{% extends 'pages/base.html' %}{% block title %}Titel{% endblock %}{% block content %}<h1>Dag</h1>{% endblock %}"
)


def test_a_file_is_kept_for_a_year_only_under_its_own_digest(app: Flask) -> None:
    with app.test_request_context():
        address = render_template_string("{{ asset('pages.css') }}")
    known = app.test_client().get(address)
    assert (known.status_code, known.content_type) == (200, "text/css; charset=utf-8")
    assert known.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    unknown = app.test_client().get("/static/pages/pages.css?v=else")
    assert unknown.status_code == 200
    assert "immutable" not in unknown.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["none.css", "../install.py", "..%2finstall.py", "%2e%2e/install.py"])
def test_other_files_are_not_given(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/static/pages/{name}").status_code == 404


def test_addresses_hold_under_a_mount(app: Flask) -> None:
    outer = Flask("outer", static_folder=None)
    client = Client(DispatcherMiddleware(outer, {"/tracker": app}))
    text = client.get("/tracker/stijl").text
    assert 'href="/tracker/static/pages/pages.css?v=' in text
    address = text.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert client.get(address).status_code == 200


def test_the_frame_is_around_every_page(app: Flask) -> None:
    text = app.test_client().get("/stijl").text
    assert '<html lang="nl">' in text
    assert 'class="skip" href="#inhoud"' in text
    assert "Fatma Yıldız" in text
    assert 'aria-current="page"' in text
    assert 'action="/sign-out"' in text
    assert '<a class="as-link" href="/messages/settings">Uw instellingen</a>' in text
    assert "Dit is een voorbeeld." in text


def test_a_page_comes_out_when_the_frame_can_not_be_had() -> None:
    def broken() -> PageFrame:
        raise ConnectionError("the database is away")

    app = new_app(__name__, service="tracker", https=False)
    install(app, service="tracker", frame=broken)
    answer = app.test_client().get("/nowhere")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


def test_a_message_is_shown_once_on_the_next_page(app: Flask) -> None:
    client = app.test_client()
    with app.test_request_context() as context:
        flash("<b>Opgeslagen</b>", "good")
        saved = app.session_interface
        response = app.response_class()
        saved.save_session(app, context.session, response)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("notice=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    value = cookie.split("notice=")[1].split(";")[0]
    client.set_cookie("notice", value)
    assert "&lt;b&gt;Opgeslagen&lt;/b&gt;" in client.get("/stijl").text
    assert "Opgeslagen" not in client.get("/stijl").text.split("<h1>")[0]


def test_the_token_is_the_one_of_the_request(app: Flask) -> None:
    assert csrf_token() == ""
    with app.test_request_context():
        assert csrf_token() == ""
        g.csrf_token = "t0ken"
        assert csrf_token() == "t0ken"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 502, 503])
def test_every_error_page_says_what_to_do(app: Flask, status: int) -> None:
    from shared.plumbing.problems import Kind

    with app.test_request_context():
        page = app.jinja_env.get_template("pages/error.html")
        text = page.render(kind=Kind(status, "x", "x"), detail="", members={}, request_id="", frame=PageFrame())
    assert f"Fout {status}" in text
    assert "Wat kunt u doen?" in text
    assert text.count("<li>") >= 1


def test_who_must_sign_in_again_gets_a_way_there_and_back() -> None:
    app = new_app(__name__, service="matcher", https=False)
    install(app, service="matcher", clock=SetClock(datetime(2026, 11, 22, tzinfo=UTC)))

    @app.get("/secret")
    def secret() -> str:
        raise ReauthenticationNeeded("Log eerst opnieuw in.")

    text = app.test_client().get("/secret", headers={"Referer": "http://localhost/tracker/payouts?host=1"}).text
    assert 'href="/sign-in?next=%2Ftracker%2Fpayouts%3Fhost%3D1"' in text
    assert "bestuur" not in text


def test_an_error_page_names_all_fields_and_escapes_what_was_sent() -> None:
    app = new_app(__name__, service="matcher", https=False)
    install(app, service="matcher", clock=SetClock(datetime(2026, 11, 22, tzinfo=UTC)))

    @app.get("/bad")
    def bad() -> str:
        raise InvalidInput([FieldError("a", "x", "Eerste <script>"), FieldError("b", "y", "Tweede")])

    text = app.test_client().get("/bad").text
    assert "Eerste &lt;script&gt;" in text
    assert "Tweede" in text
    assert "<script>" not in text


def test_the_language_is_chosen_per_request() -> None:
    app = new_app(__name__, service="matcher", https=False)
    wanted = ["en"]
    install(app, service="matcher", language=lambda: wanted[0])
    app.add_url_rule("/", "page", lambda: render_template_string(PAGE))
    assert '<html lang="en">' in app.test_client().get("/").text
    wanted[0] = "nl"
    assert "Naar de inhoud" in app.test_client().get("/").text
    assert current_language() == "nl"


def test_a_page_is_light(app: Flask) -> None:
    client = app.test_client()
    sizes = [
        len(client.get(f"/static/pages/{name}").data) for name in ("pages.css", "print.css", "pages.js", "htmx.min.js")
    ]
    page = len(render_page(app).encode())
    assert page + sum(sizes) < 100_000


def render_page(app: Flask) -> str:
    """An ordinary page without content of its own."""
    with app.test_request_context():
        return render_template_string(PAGE)


@pytest.mark.parametrize("path", ["/", "/tracker/applications", "/messages"])
def test_who_is_signed_in_has_the_way_to_their_settings_on_every_page(path: str) -> None:
    anna = Actor(person_id="a", name="Anna", email="anna@example.org")
    assert frame_of(anna, path=path, unread=lambda _person: 0, demo=False).account_url == "/messages/settings"
    assert frame_of(None, path=path, unread=lambda _person: 0, demo=False).account_url == ""
