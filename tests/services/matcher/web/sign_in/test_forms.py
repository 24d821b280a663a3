"""Cookies, form tokens and requests that come from other sites."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.access.tables import session
from shared.plumbing.settings import SettingsError
from tests.services.matcher.web.sign_in.world import LOCAL, NOW, TOKEN, World, found


def test_cookies_on_this_machine_and_on_https(tmp_path):
    for base, prefix, secure in ((LOCAL, "", False), ("https://steun.example.org", "__Host-", True)):
        folder = tmp_path / prefix
        folder.mkdir(exist_ok=True)
        world = World(folder, base_url=base)
        client = world.app.test_client()
        form = client.get("/sign-in", base_url=base)
        visit = form.headers["Set-Cookie"]
        token = found(TOKEN, form.text)
        client.post("/sign-in", base_url=base, data={"csrf_token": token, "email": "noor@voorbeeld.nl"})
        path, _ = world.mail()
        signed = client.post(path, base_url=base, data={"csrf_token": token}).headers["Set-Cookie"]
        for cookie, name in ((visit, "visit"), (signed, "session")):
            assert cookie.startswith(f"{prefix}{name}=")
            assert ("; Secure" in cookie) is secure
            assert "; HttpOnly" in cookie
            assert "; SameSite=Lax" in cookie
            assert "; Path=/" in cookie
            assert "Domain" not in cookie
        assert len(found(r"^[^=]+=([^;]+)", signed)) >= 22, "128 bits"
        world.people.dispose()


@pytest.mark.parametrize("base_url", ["http://steun.example.org", "http://192.168.1.5:8000", "ftp://127.0.0.1", "x"])
def test_an_unsafe_base_address_does_not_start(tmp_path, base_url):
    with pytest.raises(SettingsError):
        World(tmp_path, base_url=base_url)


def test_a_form_needs_its_own_token(world):
    browser = world.browser()
    browser.sign_in()
    token = browser.get("/api/v1/sessions/current").json["csrfToken"]
    assert browser.post("/change", csrf_token=token).status_code == 200
    assert browser.post("/change", headers={"X-CSRF-Token": token}).status_code == 200
    other = world.browser()
    other.sign_in()
    for wrong in ("", "x", "é", other.get("/api/v1/sessions/current").json["csrfToken"]):
        assert browser.post("/change", csrf_token=wrong).status_code == 403
    assert browser.post("/change").status_code == 403
    assert world.browser().post("/sign-in", email="noor@voorbeeld.nl").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": LOCAL}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": LOCAL}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": f"{LOCAL}.evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9"}, 403),
        ({"Origin": "http://[x"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_token(world, headers, status):
    browser = world.browser()
    browser.sign_in()
    token = browser.get("/api/v1/sessions/current").json["csrfToken"]
    assert browser.post("/change", csrf_token=token, headers=headers).status_code == status


def test_json_needs_the_token_as_soon_as_there_is_a_session(world):
    browser = world.browser()
    browser.sign_in()
    answer = browser.client.delete("/api/v1/sessions/current", base_url=LOCAL)
    assert answer.status_code == 403
    answer = browser.client.post("/api/v1/sign-in-requests", base_url=LOCAL, json={"email": "noor@voorbeeld.nl"})
    assert answer.status_code == 403
    assert browser.me() == world.noor


def test_use_is_written_down_at_most_once_a_minute(world):
    browser = world.browser()
    browser.sign_in()

    def seen():
        with world.people.read() as connection:
            return connection.execute(sa.select(session.c.last_seen_at)).scalar()

    world.clock.move(timedelta(seconds=59))
    browser.me()
    assert seen() == NOW
    world.clock.move(timedelta(seconds=1))
    browser.me()
    assert seen() == NOW + timedelta(minutes=1)
    world.clock.move(timedelta(hours=8))
    assert browser.me() is None
