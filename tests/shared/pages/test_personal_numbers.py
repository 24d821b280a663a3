"""Somebody who types the number of a person in a text is warned on the page that follows."""

from __future__ import annotations

import pytest
from flask import Flask, get_flashed_messages, redirect, request

from shared.pages.install import install
from shared.plumbing.web import new_app

BSN = "111222333"  # passes the eleven-test, and is nobody's


@pytest.fixture
def client():
    app: Flask = new_app("shared.pages", service="matcher", https=False)
    app.secret_key = b"k" * 32
    install(app, service="matcher")

    @app.post("/keep")
    def keep():
        request.form.get("note")
        return redirect("/next", code=303)

    @app.post("/unread")
    def unread():
        return redirect("/next", code=303)

    @app.post("/refused")
    def refused():
        return request.form.get("note", ""), 400

    @app.get("/next")
    def following():
        return "|".join(str(message) for message in get_flashed_messages())

    return app.test_client()


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (f"Mevrouw heeft BSN {BSN} en komt elke week.", True),
        (f"{BSN} is haar nummer", True),
        ("Haar nummer: 1112.22.333", True),
        ("Bel 111222334 voor een afspraak", False),
        (BSN, False),  # a field for a number alone
        ("Wij zijn er met 40 buren.", False),
    ],
)
def test_a_text_with_a_bsn_gets_a_warning(client, text, warned):
    assert client.post("/keep", data={"note": text}).status_code == 303
    assert ("burgerservicenummer" in client.get("/next").text) is warned


@pytest.mark.parametrize("path", ["/unread", "/refused"])
def test_what_was_not_kept_gives_no_warning(client, path):
    client.post(path, data={"note": f"BSN {BSN}"})
    assert client.get("/next").text == ""
