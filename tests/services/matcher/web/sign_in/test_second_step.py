"""The second step of signing in, and the page about it, as a browser does it."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from services.matcher.usecases.signing_in.factors import reset
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, add_person, end_role, give_role
from tests.services.matcher.web.sign_in.world import NOW, TOKEN, found

KEY = r"<code>([A-Z2-7 ]{39})</code>"
APP = "/account/security/app"


@pytest.fixture
def place(world):
    """A coalition of which Noor is the coordinator."""
    with world.people.transaction() as connection:
        made = add_organisation(connection, kind=OrganisationKind.COALITION, name="Delfshaven", at=NOW)
        give_role(connection, person_id=world.noor, organisation_id=made, role=Role.COORDINATOR, at=NOW)
    return made


def add_app(browser, path=APP):
    """Adds an app as somebody does who types the letters; gives the app and the answer."""
    form = browser.get(path).text
    app = pyotp.TOTP(found(KEY, form).replace(" ", ""))
    fields = {name: found(rf'name="{name}" value="([^"]*)"', form) for name in ("csrf_token", "key", "next")}
    return app, browser.post(APP, **fields, code=app.at(browser.world.clock.now()))


def test_who_needs_a_second_proof_is_led_to_it_before_anything_else(world, place):
    browser = world.browser()
    done = browser.sign_in(next="/me")
    assert done.headers["Location"] == "/sign-in/second?next=/me"
    assert browser.me() is None
    assert browser.get("/me").headers["Location"] == "/sign-in/second?next=/me"
    assert browser.get("/sign-in?next=/me").headers["Location"] == "/sign-in/second?next=/me"
    assert browser.get("/account/security").status_code == 303
    led = browser.get("/sign-in/second?next=/me").headers["Location"]
    assert led == f"{APP}?next=/me"
    page = browser.get(led).text
    assert 'src="data:image/svg+xml' in page
    app, answer = add_app(browser, led)
    assert answer.status_code == 200
    assert answer.text.count("<li><code>") == 10
    assert 'href="/me"' in answer.text
    assert browser.me() == world.noor
    assert "coordinator" not in app.secret


def test_at_the_next_sign_in_the_code_of_the_app_is_asked(world, place):
    first = world.browser()
    first.sign_in()
    app, paper = add_app(first)
    browser = world.browser()
    where = browser.sign_in(next="/me").headers["Location"]
    assert browser.get(APP).status_code == 403, "a mailbox alone adds no app"
    wrong = browser.submit(where, code="000000")
    assert wrong.status_code == 400
    assert 'aria-invalid="true"' in wrong.text
    world.clock.move(timedelta(minutes=1))
    before = browser.cookie()
    done = browser.post(
        "/sign-in/second",
        csrf_token=found(TOKEN, browser.get(where).text),
        next="/me",
        code=f"{app.at(world.clock.now())[:3]} {app.at(world.clock.now())[3:]}",
    )
    assert done.headers["Location"] == "/me"
    assert browser.cookie() != before, "who is proved gets a session of another value"
    assert browser.me() == world.noor
    code = found(r"<li><code>([^<]+)</code>", paper.text)
    other = world.browser()
    other.sign_in()
    assert other.submit("/sign-in/second", code=code).status_code == 303
    assert other.me() == world.noor
    again = world.browser()
    again.sign_in()
    assert again.submit("/sign-in/second", code=code).status_code == 400


def test_a_program_is_told_that_a_second_proof_is_needed_and_gives_it(world, place):
    first = world.browser()
    first.sign_in()
    app, _ = add_app(first)
    world.clock.move(timedelta(minutes=1))
    client, base = world.app.test_client(), {"base_url": world.base}
    asked = client.post("/api/v1/sign-in-requests", **base, json={"email": "noor@voorbeeld.nl"}).json
    body = {"requestId": asked["requestId"], "code": world.mail()[1]}
    made = client.post("/api/v1/sessions", **base, json=body)
    assert made.json["secondFactorNeeded"] is True
    refused = client.get("/api/v1/sessions/current", **base)
    assert (refused.status_code, refused.json["type"]) == (403, "urn:steunstromen:problem:second_factor_needed")
    head = {"X-CSRF-Token": made.json["csrfToken"]}
    where = "/api/v1/sessions/current/second-factor"
    wrong = client.post(where, **base, json={"code": "000000"}, headers=head)
    assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (400, "code")
    given = client.post(where, **base, json={"code": app.at(world.clock.now())}, headers=head)
    assert (given.status_code, given.json["secondFactorNeeded"]) == (200, False)
    assert client.get("/api/v1/sessions/current", **base).json == given.json


def test_wrong_codes_are_shut_out_after_ten(world, place):
    first = world.browser()
    first.sign_in()
    add_app(first)
    browser = world.browser()
    browser.sign_in()
    answers = [browser.submit("/sign-in/second", code="000000") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [400] * 9 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_adding_an_app_with_a_wrong_code_shows_the_same_key_again(world):
    browser = world.browser()
    browser.sign_in()
    form = browser.get(APP).text
    key = found(r'name="key" value="([^"]*)"', form)
    wrong = browser.post(APP, csrf_token=found(TOKEN, form), key=key, code="1")
    assert wrong.status_code == 400
    assert found(KEY, wrong.text) == found(KEY, form)
    forged = browser.post(APP, csrf_token=found(TOKEN, form), key="AAAA", code="1")
    assert forged.status_code == 400
    assert found(KEY, forged.text) != found(KEY, form)


def test_one_sees_where_one_is_signed_in_and_ends_it(world):
    here, there = world.browser(), world.browser()
    phone = {"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"}
    there.client.environ_base["HTTP_USER_AGENT"] = phone["User-Agent"]
    here.sign_in()
    there.sign_in()
    page = here.get("/account/security").text
    assert "Firefox op Android" in page
    ends = found(r'action="(/account/security/sessions/\w+/end)"', page)
    assert here.submit(ends, form="/account/security").status_code == 303
    assert there.me() is None
    assert here.me() == world.noor
    there.sign_in()
    assert there.submit(ends, form="/account/security").status_code == 404, "that one is over"
    assert here.submit("/account/security/sessions/end", form="/account/security").status_code == 303
    assert here.me() is there.me() is None


def test_nobody_ends_the_session_of_somebody_else(world):
    other = world.browser()
    other.submit(
        other.submit("/sign-in", email="x@voorbeeld.nl", purpose="register").headers["Location"], code=world.mail()[1]
    )
    noor = world.browser()
    noor.sign_in()
    noor_too = world.browser()
    noor_too.sign_in()
    ends = found(r'action="(/account/security/sessions/\w+/end)"', noor.get("/account/security").text)
    assert other.submit(ends, form="/account/security").status_code == 404
    assert noor_too.me() == world.noor


def test_a_changed_role_changes_the_cookie_and_forms_keep_working(world):
    browser = world.browser()
    browser.sign_in()
    token, before = found(TOKEN, browser.get("/account/security").text), browser.cookie()
    with world.people.transaction() as connection:
        made = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        give_role(connection, person_id=world.noor, organisation_id=made, role=Role.BOARD, at=NOW)
    assert browser.post("/change", csrf_token=token).status_code == 200
    assert browser.cookie() != before
    assert browser.post("/change", csrf_token=token).status_code == 200
    changed = browser.cookie()
    with world.people.transaction() as connection:
        end_role(connection, person_id=world.noor, organisation_id=made, role=Role.BOARD, at=NOW)
    assert browser.me() == world.noor
    assert browser.cookie() != changed


def test_who_lost_everything_starts_anew_after_a_reset(world, place):
    browser = world.browser()
    browser.sign_in()
    add_app(browser)
    assert not reset(world.ctx, email="nobody@voorbeeld.nl")
    assert reset(world.ctx, email="NOOR@voorbeeld.nl")
    assert browser.me() is None
    where = browser.sign_in().headers["Location"]
    assert browser.get(where).headers["Location"].startswith(APP)
    add_app(browser)
    assert browser.me() == world.noor


def test_example_people_of_the_demonstration_need_no_second_proof_and_others_do(demo_world):
    with demo_world.people.transaction() as connection:
        made = add_organisation(connection, kind=OrganisationKind.COALITION, name="Delfshaven", at=NOW)
        sandra = add_person(connection, email="sandra@voorbeeld.nl", name="Sandra", at=NOW, is_demo=True)
        for person in (sandra, demo_world.noor):
            give_role(connection, person_id=person, organisation_id=made, role=Role.COORDINATOR, at=NOW)
    for email, person in (("sandra@voorbeeld.nl", sandra), ("noor@voorbeeld.nl", None)):
        browser = demo_world.browser()
        where = browser.ask(email).headers["Location"]
        browser.submit(where, code=demo_world.mail()[1])
        assert browser.me() == person
