"""Signing in at another party, with a real one on this machine."""

from __future__ import annotations

import base64
import hmac
import json
import re
import shutil
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, disable_person, give_role
from shared.access.tables import identity, person, session
from shared.plumbing.openid_settings import OpenIdSettings
from tests.services.matcher.web.sign_in.world import NOW, World, found, outbox
from tests.support.openid_provider import CLIENT, SECRET, running_provider

HERE = "/sign-in/elsewhere"


class Elsewhere:
    """The world with another party, and the way there and back."""

    def __init__(self, world, party):
        self.world, self.party = world, party

    def go(self, browser, next_path="/me"):
        """A whole trip; gives the answer to the browser that comes back."""
        return browser.get(self.back(browser, next_path))

    def back(self, browser, next_path="/me"):
        left = browser.get(f"{HERE}?next={next_path}")
        assert left.status_code == 303, left.text
        return self.party.authorize(left.headers["Location"]).removeprefix(self.world.base)

    def joined(self):
        """Noor joins her account there to the one here; gives the browser in which she did."""
        browser = self.world.browser()
        browser.sign_in()
        where = self.go(browser, "/account/security").headers["Location"]
        assert self.join(browser, where).status_code == 303
        return browser

    def join(self, browser, where):
        form = browser.get(where)
        assert form.status_code == 200, form.text
        fields = {name: found(rf'name="{name}" value="([^"]+)"', form.text) for name in ("csrf_token", "pending")}
        return browser.post("/account/security/elsewhere", **fields)

    def count(self, table):
        with self.world.people.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


@pytest.fixture
def away(tmp_path, migrated):
    """A suite that lets people sign in elsewhere; only a demo may call its own machine."""
    shutil.copy(migrated, tmp_path)
    made: list[World] = []
    with running_provider(lambda: made[0].clock.now()) as party:
        openid = OpenIdSettings(party.issuer, CLIENT, SECRET, "Rotterdam", frozenset({"mfa", "urn:strong"}))
        world = World(tmp_path, demo=True, openid=openid)
        made.append(world)
        yield Elsewhere(world, party)
        world.people.dispose()


def test_the_button_is_there_only_when_it_is_on(world, away):
    assert "Inloggen met Rotterdam" in away.world.browser().get("/sign-in").text
    assert "Inloggen met" not in world.browser().get("/sign-in").text.replace("Inloggen met een passkey", "")
    for path in (HERE, f"{HERE}/back?code=x&state=y"):
        assert world.browser().get(path).status_code == 404


def test_a_first_time_signs_nobody_in(away):
    browser = away.world.browser()
    shown = away.go(browser)
    assert (shown.status_code, away.count(session), away.count(identity)) == (200, 0, 0), "known by an address alone"
    assert "noor@voorbeeld.nl" in shown.text


def test_the_way_of_a_first_time_leads_through_the_mail_to_the_question(away):
    browser = away.world.browser()
    shown = away.go(browser)
    link = found(r'href="(/sign-in\?next=[^"]+)"', shown.text).replace("&amp;", "&")
    form = browser.get(link).text
    fields = {name: found(rf'name="{name}" value="([^"]+)"', form) for name in ("csrf_token", "next")}
    code = browser.post("/sign-in", **fields, email="noor@voorbeeld.nl").headers["Location"]
    done = browser.submit(code, code=away.world.mail()[1])
    assert done.headers["Location"].startswith("/account/security/elsewhere?pending=")
    assert away.join(browser, done.headers["Location"]).status_code == 303
    assert "Rotterdam, gekoppeld op" in browser.get("/account/security").text
    with away.world.people.read() as connection:
        told = connection.execute(sa.select(outbox.c.kind, outbox.c.data)).all()
    assert [row.data["what"] for row in told if row.kind == "sign_in_news"] == ["identity_joined"]
    other = away.world.browser()
    assert away.go(other).headers["Location"] == "/me"
    assert other.me() == away.world.noor


def test_who_joined_signs_in_with_it_and_can_end_that(away):
    browser = away.joined()
    other = away.world.browser()
    assert away.go(other, "//evil.example").headers["Location"] == "/"
    assert other.me() == away.world.noor
    page = browser.get("/account/security").text
    assert browser.submit(found(r'action="(/account/security/elsewhere/[^"]+/remove)"', page), form="/account/security")
    assert other.me() is None
    assert away.go(away.world.browser()).status_code == 200, "asks again whether to join"
    assert away.count(identity) == 0


def test_a_verified_address_alone_takes_no_account_over(away):
    """Somebody who has the address of Noor over there, and not her mailbox, gets nothing here."""
    thief = away.world.browser()
    shown = away.go(thief)
    assert thief.me() is None
    pending = found(r"pending%3D([^\"&]+)", shown.text).replace("%25", "%").replace("%3D", "=")
    other = away.world.browser()
    other.sign_in()
    assert other.get(f"/account/security/elsewhere?pending={pending}").status_code == 400, "sealed for one browser"
    assert away.count(identity) == 0


@pytest.mark.parametrize("email", ["mallory@voorbeeld.nl", "no address", None])
def test_another_address_or_none_is_not_joined(away, email):
    browser = away.world.browser()
    browser.sign_in()
    away.party.email = email
    answer = away.go(browser)
    if answer.status_code == 303:
        answer = browser.get(answer.headers["Location"])
    assert answer.status_code == 400
    assert away.count(identity) == 0


def test_an_address_that_was_not_checked_there_is_not_joined(away):
    away.party.change = lambda claims: {**claims, "email_verified": "true"}
    answer = away.go(away.world.browser())
    assert (answer.status_code, away.count(identity)) == (400, 0)
    assert "niet bevestigd" in answer.text


def test_one_account_there_belongs_to_one_person_here(away):
    away.joined()
    with away.world.people.transaction() as connection:
        connection.execute(sa.update(person).where(person.c.id == away.world.noor).values(email="oud@voorbeeld.nl"))
    other = away.world.browser()
    where = other.ask("noor@voorbeeld.nl", purpose="register").headers["Location"]
    other.submit(where, code=away.world.mail()[1])
    assert other.me() != away.world.noor
    away.go(other)
    assert other.me() == away.world.noor, "the account there is still of who joined it"


def test_who_is_shut_out_does_not_come_in_elsewhere(away):
    away.joined()
    with away.world.people.transaction() as connection:
        disable_person(connection, person_id=away.world.noor, at=NOW)
    browser = away.world.browser()
    assert away.go(browser).status_code == 400
    assert browser.me() is None


LIES = {
    "wrong nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "made for somebody else": {"aud": "another-client"},
    "made for two, and not by us": {"aud": [CLIENT, "another"], "azp": "another"},
    "made for two, silent by whom": {"aud": [CLIENT, "another"]},
    "of another issuer": {"iss": "https://else.example"},
    "expired": {"exp": int((NOW - timedelta(minutes=5)).timestamp())},
    "without an end": {"exp": None},
    "from tomorrow": {"iat": int((NOW + timedelta(days=1)).timestamp())},
    "signed in yesterday": {"auth_time": int((NOW - timedelta(days=1)).timestamp())},
    "silent about when": {"auth_time": None},
    "signs in tomorrow": {"auth_time": int((NOW + timedelta(days=1)).timestamp())},
    "of nobody": {"sub": None},
    "of a number": {"sub": 12},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_signs_nobody_in(away, lie):
    away.joined()
    away.party.change = lambda claims: {k: v for k, v in (claims | LIES[lie]).items() if v is not None}
    browser = away.world.browser()
    answer = away.go(browser)
    assert (answer.status_code, browser.me()) == (400, None)
    assert "niet vertrouwen" in answer.text


def part(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(party):
    return lambda claims: f"{part({'alg': 'none'})}.{part(claims)}."


def with_the_public_key_as_a_secret(party):
    secret = party.key.as_pem(private=False)

    def sign(claims):
        text = f"{part({'alg': 'HS256', 'kid': 'first'})}.{part(claims)}"
        return f"{text}.{part(hmac.digest(secret, text.encode(), 'sha256'))}"

    return sign


def with_the_secret_of_the_client(party):
    return lambda claims: jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])


def with_another_key(party):
    other = RSAKey.generate_key(2048, {"kid": "first"})
    return lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, other, algorithms=["RS256"])


def with_a_key_of_its_own(party):
    other = RSAKey.generate_key(2048, {"kid": "mine"})
    head = {"alg": "RS256", "kid": "mine", "jwk": other.as_dict(private=False)}
    return lambda claims: jwt.encode(head, claims, other, algorithms=["RS256"])


def without_its_end(party):
    return lambda claims: party.signed(claims)[:-20]


FORGERIES = [
    *(unsigned, with_the_public_key_as_a_secret, with_the_secret_of_the_client),
    *(with_another_key, with_a_key_of_its_own, without_its_end),
]


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_token_that_is_forged_signs_nobody_in(away, forge):
    away.joined()
    away.party.sign = forge(away.party)
    browser = away.world.browser()
    answer = away.go(browser)
    assert (answer.status_code, browser.me()) == (400, None)


def test_new_keys_over_there_are_learnt_at_once(away):
    away.joined()
    away.party.key = ECKey.generate_key("P-256", {"kid": "second", "use": "sig"})
    browser = away.world.browser()
    away.go(browser)
    assert browser.me() == away.world.noor


def test_what_came_back_in_another_browser_or_twice_or_late_is_over(away):
    away.joined()
    browser, other = away.world.browser(), away.world.browser()
    other.get("/sign-in")
    back = away.back(browser)
    assert (other.get(back).status_code, other.me()) == (400, None)
    before = len(away.party.calls)
    assert (other.get(back.replace("state=", "state=A")).status_code, len(away.party.calls)) == (400, before)
    assert (browser.get(back).status_code, browser.me()) == (303, away.world.noor)
    again = away.world.browser()
    again.client._cookies = browser.client._cookies.copy()
    assert again.get(back).status_code == 400, "used"
    late = away.back(other)
    away.world.clock.move(timedelta(minutes=11))
    assert (other.get(late).status_code, other.me()) == (400, None)


def test_a_second_proof_is_asked_all_the_same_unless_it_was_given_there(away):
    browser = away.joined()
    form = browser.get("/account/security/app").text
    app = pyotp.TOTP(found(r"<code>([A-Z2-7 ]{39})</code>", form).replace(" ", ""))
    fields = {name: found(rf'name="{name}" value="([^"]*)"', form) for name in ("csrf_token", "key", "next")}
    browser.post("/account/security/app", **fields, code=app.at(away.world.clock.now()))
    with away.world.people.transaction() as connection:
        made = add_organisation(connection, kind=OrganisationKind.COALITION, name="Delfshaven", at=NOW)
        give_role(connection, person_id=away.world.noor, organisation_id=made, role=Role.COORDINATOR, at=NOW)
    for said, where in (
        ({}, "/sign-in/second?next=/me"),
        ({"amr": ["pwd"]}, "/sign-in/second?next=/me"),
        ({"amr": "mfa"}, None),
        ({"amr": ["pwd", "mfa"]}, "/me"),
        ({"acr": "urn:strong"}, "/me"),
    ):
        away.party.change = lambda claims, said=said: {**claims, **said}
        one = away.world.browser()
        answer = away.go(one)
        assert answer.headers.get("Location") == where, said
        assert one.me() == (away.world.noor if where == "/me" else None)


def test_who_has_a_second_proof_gives_it_before_joining(away):
    """A mailbox alone may not make a way around the second proof."""
    first = away.world.browser()
    first.sign_in()
    form = first.get("/account/security/app").text
    app = pyotp.TOTP(found(r"<code>([A-Z2-7 ]{39})</code>", form).replace(" ", ""))
    fields = {name: found(rf'name="{name}" value="([^"]*)"', form) for name in ("csrf_token", "key", "next")}
    first.post("/account/security/app", **fields, code=app.at(away.world.clock.now()))
    thief = away.world.browser()
    thief.sign_in()
    shown = away.go(thief)
    where = re.search(r'next=([^"]+)"', shown.text)
    assert shown.status_code in (200, 303)
    assert where is None or "pending" in where[1]
    assert thief.me() is None
    assert away.count(identity) == 0


def test_a_party_that_is_away_or_says_no_leaves_the_mail(away):
    browser = away.world.browser()
    assert browser.get(f"{HERE}/back?error=access_denied&state=x").status_code == 400
    assert browser.get(f"{HERE}/back?iss=https://else.example&code=x&state=x").status_code == 400
    away.party.described = lambda: {"issuer": "https://else.example"}
    answer = browser.get(HERE)
    assert answer.status_code == 503
    assert "Log in met een code" in answer.text
