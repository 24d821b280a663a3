"""Signing in with a passkey, and phones that are remembered, as a browser does it."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest

from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, give_role
from tests.services.matcher.web.sign_in.world import NOW, TOKEN, World, found
from tests.support.authenticator import Authenticator

LOCALHOST = "http://localhost:8000"
DAY = timedelta(days=1)


@pytest.fixture
def named(tmp_path, migrated):
    """A world on a host with a name, where browsers give passkeys."""
    (tmp_path / "people.sqlite3").write_bytes(migrated.read_bytes())
    made = World(tmp_path, base_url=LOCALHOST)
    yield made
    made.people.dispose()


def send(browser, page, path, device, do):
    """Does what passkeys.js does with the form to `path` on the page."""
    form = found(rf'(?s)(<form[^>]*action="{path}".*?</form>)', browser.get(page).text)
    options = html.unescape(found(r'data-options="([^"]*)"', form))
    fields = {name: found(rf'name="{name}" value="([^"]*)"', form) for name in ("csrf_token", "ceremony", "next")}
    return browser.post(path, **fields, credential=getattr(device, do)(options))


def test_who_must_have_a_second_proof_may_make_a_passkey_and_signs_in_with_it_alone(named):
    with named.people.transaction() as connection:
        made = add_organisation(connection, kind=OrganisationKind.FUNDER, name="Fonds", at=NOW)
        give_role(connection, person_id=named.noor, organisation_id=made, role=Role.FUNDER, at=NOW)
    browser, device = named.browser(), Authenticator(LOCALHOST)
    browser.sign_in()
    paper = send(browser, "/account/security/app?next=/me", "/account/security/passkeys", device, "make")
    assert paper.text.count("<li><code>") == 10
    assert browser.me() == named.noor
    other = named.browser()
    done = send(other, "/sign-in?next=/me", "/sign-in/passkey", device, "sign")
    assert done.headers["Location"] == "/me"
    assert other.me() == named.noor
    third = named.browser()
    third.sign_in()
    assert third.me() is None
    refused = send(third, "/sign-in/second", "/sign-in/second/passkey", Authenticator(LOCALHOST), "sign")
    assert refused.status_code == 400
    assert send(third, "/sign-in/second?next=/me", "/sign-in/second/passkey", device, "sign").status_code == 303
    assert third.me() == named.noor
    page = third.get("/account/security").text
    gone = found(r'action="(/account/security/passkeys/[^"]+/remove)"', page)
    assert third.submit(gone, form="/account/security").status_code == 409, "it is the last one"


def test_a_passkey_that_is_not_known_goes_back_to_the_mail(named):
    browser = named.browser()
    answer = send(browser, "/sign-in?next=/me", "/sign-in/passkey", Authenticator(LOCALHOST), "sign")
    assert answer.headers["Location"] == "/sign-in?next=/me"
    assert "Het lukte niet met de passkey" in browser.get("/sign-in?next=/me").text
    assert browser.me() is None


def test_where_browsers_give_no_passkeys_none_is_offered(world):
    browser = world.browser()
    assert "passkey" not in browser.get("/sign-in").text
    browser.sign_in()
    assert "passkey" not in browser.get("/account/security").text.lower()
    path = "/account/security/passkeys"
    assert browser.submit(path, form="/account/security", credential="{}").status_code == 404


def remembering(world, **fields):
    browser = world.browser()
    where = browser.ask().headers["Location"]
    browser.submit(where, code=world.mail()[1], remember="1", **fields)
    return browser


def test_a_remembered_phone_asks_no_code_the_next_day(world):
    browser = remembering(world)
    assert browser.me() == world.noor
    token = found(TOKEN, browser.get("/account/security").text)
    world.clock.move(DAY)
    assert browser.me() == world.noor
    first = browser.cookie()
    fresh = found(TOKEN, browser.get("/account/security").text)
    assert browser.post("/change", csrf_token=fresh).status_code == 200
    assert browser.cookie() == first
    assert browser.post("/change", csrf_token=token).status_code == 403, "a form of the session with a code"
    world.clock.move(DAY)
    assert browser.post("/change", csrf_token=fresh).status_code == 200, "a form that stayed open on this phone"
    world.clock.move(89 * DAY)
    assert browser.me() is None


def test_without_the_tick_nothing_is_remembered(world):
    browser = world.browser()
    browser.sign_in()
    assert browser.cookie("phone") is None
    world.clock.move(DAY)
    assert browser.me() is None


def test_who_signs_out_on_a_phone_is_not_remembered_there(world):
    browser = remembering(world)
    kept = browser.cookie("phone")
    browser.submit("/sign-out", form="/account/security")
    assert browser.cookie("phone") is None
    thief = world.browser()
    thief.client.set_cookie("phone", kept, domain="127.0.0.1")
    assert thief.me() is None


def test_a_remembered_phone_is_forgotten_from_elsewhere_and_everywhere(world):
    phone, second, other = remembering(world), remembering(world), world.browser()
    other.sign_in()
    page = other.get("/account/security").text
    assert page.count("Niet meer onthouden") == 2
    world.clock.move(timedelta(hours=9))
    other.sign_in()
    forget = found(r'action="(/account/security/phones/[^"]+/forget)"', other.get("/account/security").text)
    assert other.submit(forget, form="/account/security").status_code == 303
    assert [phone.me(), second.me()].count(world.noor) == 1
    other.submit("/account/security/sessions/end", form="/account/security")
    assert phone.me() is second.me() is other.me() is None
