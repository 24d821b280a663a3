"""Phones that are remembered: for how long, for whom, and for what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.access import phones, sessions
from shared.access.actor_rows import actor_of_person
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind, add_organisation, disable_person, end_role, give_role
from shared.access.forgetting import forget_old
from shared.access.rights import Action, Resource, Right, recent_sign_in, require
from shared.access.sessions import Means
from shared.kernel.errors import ReauthenticationNeeded
from tests.shared.access.signing_in import MINUTE, NOW, SECRET

DAY = timedelta(days=1)


@pytest.fixture
def place(request, noor):
    people = request.getfixturevalue("sqlite_people" if "sqlite_people" in request.fixturenames else "people")
    with people.transaction() as connection:
        made = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        give_role(connection, person_id=noor, organisation_id=made, role=Role.BOARD, at=NOW)
    return made


def remember(people, person, at=NOW):
    with people.transaction() as connection:
        actor = actor_of_person(connection, person, at)
        assert actor
        return phones.remember(connection, actor, name="Firefox op Android", at=at)


def begin(people, value, at):
    """The actor of a session that the phone starts; None when it is a stranger."""
    with people.transaction() as connection:
        cookie = phones.begin(connection, value, browser="Firefox op Android", at=at)
        live = sessions.load(connection, cookie, secret=SECRET, now=at) if cookie else None
    return live.actor if live else None


def test_for_ninety_days_it_starts_a_session_without_a_code(people, noor, place):
    value = remember(people, noor)
    actor = begin(people, value, NOW + 90 * DAY - MINUTE)
    assert (actor.person_id, actor.remembered) == (noor, True)
    assert begin(people, value, NOW + 90 * DAY) is None
    assert begin(people, "no such phone", NOW) is None


def test_it_reads_drafts_and_takes_photos_and_asks_again_for_the_rest(sqlite_people, noor, place):
    actor = begin(sqlite_people, remember(sqlite_people, noor), NOW + DAY)
    with pytest.raises(ReauthenticationNeeded):
        recent_sign_in(actor, NOW + DAY)
    for right in (
        *(Right(Resource.NEED, action) for action in (Action.READ, Action.CREATE, Action.UPDATE)),
        *(Right(Resource.APPLICATION_DRAFT, action) for action in (Action.READ, Action.CREATE, Action.UPDATE)),
        *(Right(Resource.REPORT, action) for action in (Action.READ, Action.UPDATE)),
        Right(Resource.PLACE_PROFILE, Action.READ),
    ):
        assert require(actor, right, place_id=place).allowed, right
    for right in (
        Right(Resource.BANK_ACCOUNT, Action.CREATE),
        *(Right(Resource.PAYOUT, action) for action in (Action.CREATE, Action.UPDATE)),
        Right(Resource.INSTALMENT, Action.CONFIRM_RECEIVED),
        *(Right(Resource.SUBMISSION, action) for action in (Action.SUBMIT, Action.WITHDRAW)),
        Right(Resource.APPLICATION_DRAFT, Action.APPROVE_SUBMIT),
        *(Right(Resource.AGREEMENT, Action.SIGN), Right(Resource.REPORT, Action.SIGN)),
        *(Right(Resource.PEOPLE, action) for action in (Action.CREATE, Action.GIVE_MANDATE)),
        *(Right(Resource.ACCESS_KEY, Action.CREATE), Right(Resource.EXCHANGE, Action.EXPORT)),
        Right(Resource.PLACE_PAGE, Action.UPDATE),
    ):
        with pytest.raises(ReauthenticationNeeded):
            require(actor, right, place_id=place)


def test_it_ends_with_another_role_and_for_who_is_shut_out(people, noor, place):
    value = remember(people, noor)
    with people.transaction() as connection:
        end_role(connection, person_id=noor, organisation_id=place, role=Role.BOARD, at=NOW)
    assert begin(people, value, NOW + DAY) is None
    with people.transaction() as connection:
        give_role(connection, person_id=noor, organisation_id=place, role=Role.BOARD, at=NOW)
    assert begin(people, value, NOW + DAY) is None, "once a stranger, always a stranger"
    value = remember(people, noor)
    with people.transaction() as connection:
        disable_person(connection, person_id=noor, at=NOW)
    assert begin(people, value, NOW + DAY) is None


def test_one_is_forgotten_with_what_runs_on_it(people, noor, place):
    value, other = remember(people, noor), remember(people, noor)
    with people.transaction() as connection:
        cookie = phones.begin(connection, value, browser="", at=NOW)
        assert cookie
        newest, oldest = phones.phones_of(connection, noor, NOW)
        assert not phones.forget(connection, "somebody else", oldest.id, at=NOW)
        assert phones.forget(connection, noor, oldest.id, at=NOW)
        assert sessions.load(connection, cookie, secret=SECRET, now=NOW) is None
        assert [one.id for one in phones.phones_of(connection, noor, NOW)] == [newest.id]
    assert begin(people, value, NOW) is None
    assert begin(people, other, NOW)
    with people.transaction() as connection:
        assert phones.forget_all(connection, noor, at=NOW) == 1
    assert begin(people, other, NOW) is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FUNDER, Role.ADMINISTRATOR])
def test_not_for_who_sees_too_much(sqlite_people, noor, place, role):
    with sqlite_people.transaction() as connection:
        give_role(connection, person_id=noor, organisation_id=place, role=role, at=NOW)
    assert remember(sqlite_people, noor) is None


def test_a_second_proof_on_it_is_a_new_proof(sqlite_people, noor, place):
    actor = begin(sqlite_people, remember(sqlite_people, noor), NOW + DAY)
    with sqlite_people.transaction() as connection:
        sessions.mark_strong(connection, actor.session_id, at=NOW + DAY)
        cookie = sessions.start(connection, person_id=noor, means=Means.CODE, at=NOW)
        live = sessions.load(connection, cookie, secret=SECRET, now=NOW)
        assert live
        assert not live.actor.remembered
        means = connection.exec_driver_sql("SELECT means FROM session ORDER BY signed_in_at DESC").scalars().first()
    assert means == "factor"


def test_a_phone_that_is_long_over_is_forgotten(sqlite_people, noor, place):
    remember(sqlite_people, noor, NOW - 280 * DAY)
    remember(sqlite_people, noor, NOW - 100 * DAY)
    with sqlite_people.transaction() as connection:
        assert forget_old(connection, NOW) == 1
