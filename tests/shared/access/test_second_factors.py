"""Codes of an app, codes of the paper, and who must have them."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa

from shared.access import recovery, second_factor, sessions, totp
from shared.access.actors import MandateAct, Role
from shared.access.enrolment import OrganisationKind, add_organisation, end_role, give_mandate, give_role
from shared.access.factor_rows import factors_of
from shared.access.sealing import BrokenSeal, unseal
from shared.access.second_factor import Proof
from shared.access.sessions import Means
from shared.access.tables import factors, metadata
from shared.kernel.errors import NotAllowedNow, ReauthenticationNeeded, TooMany
from tests.shared.access.signing_in import MINUTE, NOW, SECRET, ask, enter, who

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HALF_MINUTE = timedelta(seconds=30)


def code_at(moment, key=KEY):
    return pyotp.TOTP(key).at(moment)


def load(people, value, at=NOW + MINUTE):
    with people.read() as connection:
        return sessions.load(connection, value, secret=SECRET, now=at)


def signed_in(people, person, means=Means.CODE, at=NOW):
    """A session of the person; its value."""
    with people.transaction() as connection:
        return sessions.start(connection, person_id=person, means=means, at=at)


def give(people, value, code, at=NOW + MINUTE):
    actor = load(people, value, at).actor
    with people.transaction() as connection:
        return second_factor.give_code(connection, actor, code, secret=SECRET, now=at)


def add_app(people, value, at=NOW, key=KEY):
    actor = load(people, value, at).actor
    with people.transaction() as connection:
        return second_factor.add_app(connection, actor, key=key, code=code_at(at, key), secret=SECRET, now=at)


def make(people, person, role):
    with people.transaction() as connection:
        place = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        if role is Role.VOLUNTEER:
            more: dict[str, Any] = {"acts": [MandateAct.DRAFT], "written": False, "given_by": None}
            ends = NOW + timedelta(days=9)
            give_mandate(connection, place_id=place, person_id=person, starts_at=NOW, ends_at=ends, at=NOW, **more)
        else:
            give_role(connection, person_id=person, organisation_id=place, role=role, at=NOW)
    return place


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        *((role, True) for role in (Role.VOLUNTEER, Role.COORDINATOR, Role.FUNDER, Role.ADMINISTRATOR)),
        *((role, False) for role in (Role.MEMBER, Role.BOARD)),
    ],
)
def test_who_must_give_a_second_proof(sqlite_people, noor, role, waits):
    make(sqlite_people, noor, role)
    assert load(sqlite_people, signed_in(sqlite_people, noor)).waits is waits
    assert not load(sqlite_people, signed_in(sqlite_people, noor, Means.PASSKEY)).waits
    assert not load(sqlite_people, signed_in(sqlite_people, noor, Means.DEMO)).waits


def test_a_first_app_proves_this_session_and_brings_ten_codes(people, noor):
    make(people, noor, Role.COORDINATOR)
    elsewhere, value = signed_in(people, noor), signed_in(people, noor)
    codes = add_app(people, value)
    assert len(set(codes)) == 10
    assert not load(people, value).waits
    assert load(people, elsewhere) is None, "what was open before had only a mailbox behind it"
    later = signed_in(people, noor)
    assert load(people, later).waits
    assert give(people, later, code_at(NOW + MINUTE)) is Proof.APP
    assert not load(people, later).waits


def test_who_added_an_app_of_their_own_accord_is_asked_for_it_too(sqlite_people, noor):
    add_app(sqlite_people, signed_in(sqlite_people, noor))
    assert load(sqlite_people, signed_in(sqlite_people, noor)).waits


def test_h29_a_code_is_taken_once_and_no_earlier_one_after_it(people, noor):
    value = signed_in(people, noor)
    add_app(people, value)
    assert give(people, value, code_at(NOW), NOW) is Proof.WRONG, "the code that added the app"
    now = NOW + MINUTE
    assert give(people, value, code_at(now), now) is Proof.APP
    assert give(people, value, code_at(now), now) is Proof.WRONG
    assert give(people, value, code_at(now - HALF_MINUTE), now) is Proof.WRONG
    assert give(people, value, code_at(now + HALF_MINUTE), now) is Proof.APP


def test_h29_one_code_at_once_in_two_places_is_taken_once(people, noor):
    value = signed_in(people, noor)
    add_app(people, value)
    now, found = NOW + MINUTE, []

    def check():
        with people.transaction() as connection:
            found.append(totp.check(connection, noor, code=code_at(now), secret=SECRET, now=now))

    threads = [threading.Thread(target=check) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, False, False, True]


@pytest.mark.parametrize("seconds", [-61, 61, 3600])
def test_a_code_of_another_time_is_wrong(sqlite_people, noor, seconds):
    value = signed_in(sqlite_people, noor)
    add_app(sqlite_people, value)
    now = NOW + timedelta(hours=2)
    assert give(sqlite_people, value, code_at(now + timedelta(seconds=seconds)), now) is Proof.WRONG


@pytest.mark.parametrize("typed", ["", "000", "٣٣٣٣٣٣", "\ud800", "\x00", "9" * 5000, "abcdef"])
def test_h14_strange_codes_are_wrong(sqlite_people, noor, typed):
    value = signed_in(sqlite_people, noor)
    add_app(sqlite_people, value)
    assert give(sqlite_people, value, typed) is Proof.WRONG


def test_a_code_of_the_paper_works_once_however_it_is_typed(people, noor):
    value = signed_in(people, noor)
    first, second, *_ = add_app(people, value)
    assert give(people, value, first.lower().replace("-", " ")) is Proof.PAPER
    assert give(people, value, first) is Proof.WRONG
    with people.transaction() as connection:
        recovery.make(connection, noor, secret=SECRET)
    assert give(people, value, second) is Proof.WRONG, "new codes end the old ones"


def test_after_ten_tries_it_waits_a_quarter_of_an_hour(people, noor):
    value = signed_in(people, noor)
    add_app(people, value)  # counts as one
    for _ in range(9):
        assert give(people, value, "000000") is Proof.WRONG
    with pytest.raises(TooMany):
        give(people, value, code_at(NOW + MINUTE))
    assert give(people, value, code_at(NOW + 16 * MINUTE), NOW + 16 * MINUTE) is Proof.APP


def test_a_mailbox_alone_adds_no_second_app(people, noor):
    add_app(people, signed_in(people, noor))
    stolen = signed_in(people, noor, at=NOW + MINUTE)
    with pytest.raises(ReauthenticationNeeded):
        add_app(people, stolen, at=NOW + MINUTE, key=totp.new_key())
    give(people, stolen, code_at(NOW + MINUTE))
    assert add_app(people, stolen, at=NOW + 2 * MINUTE, key=totp.new_key()) == ()
    with pytest.raises(ReauthenticationNeeded):
        add_app(people, stolen, at=NOW + 8 * MINUTE, key=totp.new_key())


def test_the_last_factor_stays_with_who_needs_one(sqlite_people, noor):
    place = make(sqlite_people, noor, Role.FUNDER)
    value = signed_in(sqlite_people, noor)
    add_app(sqlite_people, value)
    with sqlite_people.read() as connection:
        has = factors_of(connection, noor)
    with pytest.raises(NotAllowedNow):
        second_factor.check_may_remove_one(load(sqlite_people, value).actor, has)
    with sqlite_people.transaction() as connection:
        end_role(connection, person_id=noor, organisation_id=place, role=Role.FUNDER, at=NOW)
    second_factor.check_may_remove_one(load(sqlite_people, value).actor, has)


def test_nothing_in_the_database_makes_a_code(sqlite_people, noor):
    codes = add_app(sqlite_people, signed_in(sqlite_people, noor))
    with sqlite_people.read() as connection:
        stored = [
            str(value)
            for table in metadata.tables.values()
            for row in connection.execute(sa.select(table))
            for value in row
        ]
        sealed = connection.execute(sa.select(factors.totp.c.sealed)).scalar_one()
    secrets = {KEY, *codes, *(code.replace("-", "") for code in codes)}
    assert not [value for value in stored if any(secret in value for secret in secrets)]
    assert unseal(SECRET, "totp", noor, sealed) == KEY
    for secret, purpose, owner in ((b"x" * 40, "totp", noor), (SECRET, "other", noor), (SECRET, "totp", "other")):
        with pytest.raises(BrokenSeal):
            unseal(secret, purpose, owner, sealed)


def test_h23_with_other_roles_the_session_gets_another_value(people, noor):
    value = enter(people, ask(people)).session_value
    assert not load(people, value).is_outdated
    make(people, noor, Role.BOARD)
    live = load(people, value)
    assert live.is_outdated
    with people.transaction() as connection:
        fresh = sessions.renew(connection, value, live.actor, at=NOW + MINUTE)
        assert sessions.renew(connection, value, live.actor, at=NOW + MINUTE) is None
    assert not load(people, fresh).is_outdated
    assert load(people, fresh).actor.csrf_token == live.actor.csrf_token, "forms that are open keep working"
    assert load(people, value, NOW + MINUTE + timedelta(seconds=9)), "what was asked at the same time is answered"
    assert load(people, value, NOW + MINUTE + timedelta(seconds=10)) is None
    with people.transaction() as connection:
        assert sessions.end_all(connection, noor, at=NOW + MINUTE) == 2
    assert who(people, value) is who(people, fresh) is None
