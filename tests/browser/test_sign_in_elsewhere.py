"""Signing in at another party on a phone's width: the first time with a code by mail, after that with one tap."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from shared.plumbing.openid_settings import OpenIdSettings
from tests.browser.walking import NewPhone, fits, follow, press
from tests.services.matcher.web.sign_in.world import World
from tests.support import processes
from tests.support.openid_provider import CLIENT, SECRET, running_provider

pytestmark = pytest.mark.browser


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Any]:
    """Signing in, also at another party: that is another site for the browser."""
    port = processes.free_port()
    made: list[World] = []
    with running_provider(lambda: made[0].clock.now()) as party:
        openid = OpenIdSettings(party.issuer, CLIENT, SECRET, "Rotterdam")
        made.append(World(tmp_path, base_url=f"http://localhost:{port}", demo=True, openid=openid))
        made[0].app.add_url_rule("/", "start", lambda: "<!doctype html><title>Start</title>")
        server = make_server("127.0.0.1", port, made[0].app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield made[0]
        server.shutdown()
        thread.join()
        made[0].people.dispose()


def test_once_with_a_code_and_then_with_one_tap(world: Any, phone: Page, new_phone: NewPhone) -> None:
    phone.goto(f"{world.base}/sign-in?next=/account/security")
    fits(phone)
    follow(phone, "Inloggen met Rotterdam")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nog één keer een code")
    follow(phone, "Verder met een code")
    phone.get_by_label("Uw e-mailadres").fill("noor@voorbeeld.nl")
    press(phone, "Stuur mij een code")
    phone.get_by_label("De code uit de mail").fill(world.mail()[1])
    press(phone, "Inloggen")
    expect(phone.locator("main")).to_contain_text("Wilt u voortaan inloggen met Rotterdam, als noor@voorbeeld.nl?")
    press(phone, "Ja, koppel dit account")
    expect(phone.locator("main")).to_contain_text("Rotterdam, gekoppeld op")

    other = new_phone(False)
    other.goto(f"{world.base}/sign-in?next=/account/security")
    follow(other, "Inloggen met Rotterdam")
    expect(other.get_by_role("heading", level=1)).to_have_text("Inloggen en beveiliging")
    press(other, "Koppeling weghalen")
    expect(other.locator("main")).to_contain_text("U kunt uw account bij Rotterdam koppelen.")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Inloggen")
