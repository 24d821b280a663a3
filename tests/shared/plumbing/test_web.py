"""What every app of the suite does with cookies and with people who are not signed in."""

from __future__ import annotations

import pytest
from flask import Flask, flash

from shared.kernel.errors import NotSignedIn
from shared.pages.install import install as install_pages
from shared.plumbing.web import new_app


def make_app(*, https: bool) -> Flask:
    app = new_app("services.matcher", service="matcher", https=https)
    app.secret_key = "only for this test"
    install_pages(app, service="matcher")

    @app.get("/told")
    def told() -> str:
        flash("Bewaard.", "good")
        return "ok"

    @app.route("/mine", methods=["GET", "POST"])
    def mine() -> str:
        raise NotSignedIn("Log eerst in.")

    return app


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_of_a_notice_is_no_session_and_stays_on_https(https):
    cookie = make_app(https=https).test_client().get("/told").headers["Set-Cookie"]
    assert cookie.startswith("notice=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is https


@pytest.mark.parametrize(
    ("method", "came_from", "goes_on_at"),
    [
        ("GET", "http://localhost/elsewhere", "/mine%3Fpage%3D2"),
        ("POST", "http://localhost/needs/1/edit?x=1", "/needs/1/edit%3Fx%3D1"),
        ("POST", "https://evil.example/needs/1", "/"),
        ("POST", "http://[", "/"),
        ("POST", "", "/"),
    ],
)
def test_signing_in_goes_on_at_the_page_they_were_on(method, came_from, goes_on_at):
    client = make_app(https=False).test_client()
    answer = client.open("/mine?page=2", method=method, headers={"Referer": came_from})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next={goes_on_at}"
