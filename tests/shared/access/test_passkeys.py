"""Passkeys: a device that signs, and everything that must not pass for one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.access import passkeys
from shared.access.actor_rows import actor_of_person
from shared.access.enrolment import add_person, disable_person
from shared.access.factor_rows import factors_of, has_factor
from shared.access.passkeys import Site, site_of
from tests.shared.access.signing_in import MINUTE, NOW, SECRET
from tests.support.authenticator import PRESENT, Authenticator

SITE = Site("localhost", "http://localhost:8000")


@pytest.fixture
def device():
    return Authenticator(SITE.origin)


def add(people, person, device, *, at=NOW, flags=None, site=SITE, token=None):
    with people.transaction() as connection:
        actor = actor_of_person(connection, person, at)
        assert actor
        ceremony = passkeys.begin_adding(connection, actor, SITE, secret=SECRET, now=NOW)
        sent = device.make(ceremony.options, **({} if flags is None else {"flags": flags}))
        about = {"token": token or ceremony.token, "sent": sent, "name": "Mijn telefoon", "secret": SECRET, "now": at}
        return passkeys.add(connection, actor, site, **about)


def begin(people, *, whom="this browser", person_id=None):
    with people.read() as connection:
        return passkeys.begin_proving(connection, SITE, whom=whom, secret=SECRET, now=NOW, person_id=person_id)


def prove(people, ceremony, sent, *, at=NOW, whom="this browser", person_id=None, site=SITE):
    with people.transaction() as connection:
        about = {"token": ceremony.token, "sent": sent, "secret": SECRET, "now": at, "person_id": person_id}
        return passkeys.prove(connection, site, whom=whom, **about)


def test_a_passkey_signs_in_again_and_again(people, noor, device):
    assert add(people, noor, device)
    with people.read() as connection:
        assert has_factor(connection, noor)
        assert [one.name for one in factors_of(connection, noor).passkeys] == ["Mijn telefoon"]
    for _ in range(2):
        ceremony = begin(people)
        assert prove(people, ceremony, device.sign(ceremony.options)) == noor
    with people.transaction() as connection:
        (one,) = factors_of(connection, noor).passkeys
        assert one.used_at == NOW
        assert not passkeys.remove(connection, "somebody else", one.id)
        assert passkeys.remove(connection, noor, one.id)
    ceremony = begin(people)
    assert prove(people, ceremony, device.sign(ceremony.options)) is None


def test_what_was_signed_once_is_worth_nothing_after(people, noor, device):
    add(people, noor, device)
    ceremony = begin(people)
    sent = device.sign(ceremony.options)
    assert prove(people, ceremony, sent) == noor
    assert prove(people, ceremony, sent) is None
    assert prove(people, ceremony, device.sign(ceremony.options)) is None, "also when it is signed anew"


def test_what_was_signed_for_another_moment_browser_site_or_person_is_refused(sqlite_people, noor, device):
    people = sqlite_people
    add(people, noor, device)
    with people.transaction() as connection:
        other = add_person(connection, email="other@voorbeeld.nl", at=NOW)
    ceremony = begin(people)
    sent = device.sign(ceremony.options)
    assert prove(people, ceremony, sent, at=NOW + 10 * MINUTE) is None
    assert prove(people, ceremony, sent, at=NOW - MINUTE) is None
    assert prove(people, ceremony, sent, whom="another browser") is None
    assert prove(people, ceremony, sent, person_id=other) is None
    assert prove(people, ceremony, sent, site=Site("evil.example", "https://evil.example")) is None
    assert prove(people, begin(people), sent) is None
    stranger = Authenticator(SITE.origin)
    stranger.id = device.id
    assert prove(people, ceremony, stranger.sign(ceremony.options)) is None, "the id alone is not the key"
    elsewhere = Authenticator("http://evil.example")
    elsewhere.id, elsewhere.key = device.id, device.key
    assert prove(people, ceremony, elsewhere.sign(ceremony.options)) is None
    assert prove(people, ceremony, device.sign(ceremony.options, flags=PRESENT)) is None, "nobody was recognised"
    assert prove(people, ceremony, device.sign(ceremony.options)) == noor, "and the ceremony itself was in order"


def test_a_copied_device_that_counts_behind_is_refused(sqlite_people, noor, device):
    add(sqlite_people, noor, device)
    for _ in range(3):
        ceremony = begin(sqlite_people)
        prove(sqlite_people, ceremony, device.sign(ceremony.options))
    device.count = 1
    ceremony = begin(sqlite_people)
    assert prove(sqlite_people, ceremony, device.sign(ceremony.options)) is None


def test_making_one_is_refused_when_it_is_late_unverified_or_known(sqlite_people, noor, device):
    people = sqlite_people
    assert not add(people, noor, device, at=NOW + 10 * MINUTE)
    assert not add(people, noor, device, flags=PRESENT)
    assert not add(people, noor, device, token=begin(people).token)
    assert not add(people, noor, device, site=Site("evil.example", "https://evil.example"))
    assert add(people, noor, device)
    assert not add(people, noor, device), "one device, one passkey"
    with people.transaction() as connection:
        other = add_person(connection, email="other@voorbeeld.nl", at=NOW)
    assert not add(people, other, device), "a passkey belongs to one person"


def test_who_was_shut_out_stays_out(sqlite_people, noor, device):
    add(sqlite_people, noor, device)
    with sqlite_people.transaction() as connection:
        disable_person(connection, person_id=noor, at=NOW)
    ceremony = begin(sqlite_people)
    assert prove(sqlite_people, ceremony, device.sign(ceremony.options)) is None


@pytest.mark.parametrize(
    "sent",
    [
        *("", "{", "null", "[]", "7", '{"id": 1}', "[" * 5000, "x" * 100_000, "\ud800"),
        '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA",'
        '"signature":"AA","attestationObject":"oQ"}}',
    ],
)
def test_h14_what_is_no_answer_of_a_browser_is_refused(sqlite_people, noor, sent):
    assert prove(sqlite_people, begin(sqlite_people), sent) is None
    with sqlite_people.transaction() as connection:
        actor = actor_of_person(connection, noor, NOW)
        assert actor
        token = passkeys.begin_adding(connection, actor, SITE, secret=SECRET, now=NOW).token
        assert not passkeys.add(connection, actor, SITE, token=token, sent=sent, name="", secret=SECRET, now=NOW)


@pytest.mark.parametrize("token", ["", "x", ".", "x.1", "01990000-0000-7000-8000-000000000000.٣٣٣٣٣٣٣٣٣٣", "9" * 999])
def test_h14_a_strange_token_is_refused(sqlite_people, noor, device, token):
    add(sqlite_people, noor, device)
    ceremony = begin(sqlite_people)
    about = {"token": token, "sent": device.sign(ceremony.options), "secret": SECRET, "now": NOW}
    with sqlite_people.transaction() as connection:
        assert passkeys.prove(connection, SITE, whom="this browser", **about) is None


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://steun.example.org", "steun.example.org"),
        ("http://localhost:8000", "localhost"),
        *((address, None) for address in ("http://127.0.0.1:8000", "http://[::1]:8000")),
    ],
)
def test_browsers_give_passkeys_to_names_only(address, host):
    site = site_of(address)
    assert (site and site.host) == host
    assert site is None or site.origin == address


def test_a_person_has_at_most_ten(sqlite_people, noor):
    made = [add(sqlite_people, noor, Authenticator(SITE.origin), at=NOW + timedelta(seconds=1)) for _ in range(11)]
    assert made == [True] * 10 + [False]
