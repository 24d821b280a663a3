"""A second proof on a phone's width: an app with codes, with and without scripts, and a passkey of a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, give_role
from tests.browser.walking import fits, follow, press
from tests.services.matcher.web.sign_in.world import NOW, World
from tests.support import processes

pytestmark = pytest.mark.browser


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Any]:
    """Signing in on a host with a name, for somebody who decides for others."""
    port = processes.free_port()
    made = World(tmp_path, base_url=f"http://localhost:{port}")
    with made.people.transaction() as connection:
        funder = add_organisation(connection, kind=OrganisationKind.FUNDER, name="Fonds", at=NOW)
        give_role(connection, person_id=made.noor, organisation_id=funder, role=Role.FUNDER, at=NOW)
    made.app.add_url_rule("/", "start", lambda: '<!doctype html><link rel="icon" href="data:,"><title>Start</title>')
    server = make_server("127.0.0.1", port, made.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    made.people.dispose()


def sign_in(world: Any, page: Page) -> None:
    page.goto(f"{world.base}/sign-in?next=/account/security")
    page.get_by_label("Uw e-mailadres").fill("noor@voorbeeld.nl")
    press(page, "Stuur mij een code")
    code = world.mail()[1]
    page.get_by_label("De code uit de mail").fill(f"{code[:4]}-{code[4:]}")
    press(page, "Inloggen")


def test_an_app_is_added_and_asked_for(world: Any, phone: Page) -> None:
    sign_in(world, phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Een app die codes maakt")
    drawing = phone.get_by_role("img", name=re.compile("Tekening"))
    assert drawing.evaluate("image => image.naturalWidth") > 200
    app = pyotp.TOTP(phone.locator("code").inner_text().replace(" ", ""))
    phone.get_by_label("De code uit de app").fill(app.at(NOW))
    press(phone, "Toevoegen")
    expect(phone.locator("li code")).to_have_count(10)
    spare = phone.locator("li code").first.inner_text()
    follow(phone, "Ik heb ze bewaard")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Inloggen en beveiliging")
    press(phone, "Overal uitloggen")
    sign_in(world, phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bewijs nog een keer wie u bent")
    phone.get_by_label("De code uit uw app").fill(spare)
    press(phone, "Verder")
    expect(phone.locator("main")).to_contain_text("nog 9 codes")


def test_a_passkey_of_a_real_browser(world: Any, new_phone: Any) -> None:
    page = new_phone(True)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**device, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(world, page)
    page.get_by_role("button", name="Passkey maken").click()
    follow(page, "Ik heb ze bewaard")
    expect(page.locator("main")).to_contain_text("Passkey: ")
    press(page, "Overal uitloggen")
    page.goto(f"{world.base}/sign-in?next=/account/security")
    fits(page)
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.get_by_role("heading", name="Inloggen en beveiliging").wait_for()
    press(page, "Overal uitloggen")
    sign_in(world, page)
    page.get_by_role("button", name="Gebruik uw passkey").click()
    page.get_by_role("heading", name="Inloggen en beveiliging").wait_for()


def test_without_scripts_no_passkey_is_offered(world: Any, new_phone: Any) -> None:
    page = new_phone(False)
    page.goto(f"{world.base}/sign-in")
    assert not page.get_by_role("button", name="Inloggen met een passkey").is_visible()
    assert page.get_by_role("button", name="Stuur mij een code").is_visible()
