"""Sessions end when they should, and know their person as they are now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.access import sessions
from shared.access.actors import MandateAct, Role
from shared.access.enrolment import (
    OrganisationKind,
    add_organisation,
    end_role,
    give_mandate,
    give_role,
)
from tests.shared.access.signing_in import MINUTE, NOW, ask, enter, who

ROLES = [
    (Role.MEMBER, timedelta(hours=8), timedelta(days=14)),
    (Role.FUNDER, timedelta(hours=1), timedelta(hours=12)),
    (Role.COORDINATOR, timedelta(hours=1), timedelta(hours=12)),
    (Role.ADMINISTRATOR, timedelta(minutes=15), timedelta(hours=4)),
]


@pytest.mark.parametrize(("role", "idle", "absolute"), ROLES)
def test_a_session_ends_by_the_limits_of_the_strongest_role(sqlite_people, noor, role, idle, absolute):
    with sqlite_people.transaction() as connection:
        place = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        give_role(connection, person_id=noor, organisation_id=place, role=Role.MEMBER, at=NOW)
        give_role(connection, person_id=noor, organisation_id=place, role=role, at=NOW)
        value = sessions.start(connection, person_id=noor, means=sessions.Means.CODE, at=NOW)
    second = timedelta(seconds=1)
    assert who(sqlite_people, value, NOW + idle - second)
    assert who(sqlite_people, value, NOW + idle) is None
    with sqlite_people.transaction() as connection:
        sessions.mark_seen(connection, who(sqlite_people, value, NOW).session_id, at=NOW + absolute - second)
    assert who(sqlite_people, value, NOW + absolute - second)
    assert who(sqlite_people, value, NOW + absolute) is None


def test_a_role_and_a_mandate_end_at_once(people, noor):
    with people.transaction() as connection:
        place = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Hoek", at=NOW)
        other = add_organisation(connection, kind=OrganisationKind.PLACE, name="De Tuin", at=NOW)
        give_role(connection, person_id=noor, organisation_id=place, role=Role.BOARD, at=NOW)
        give_mandate(
            connection,
            place_id=other,
            person_id=noor,
            acts=[MandateAct.DRAFT],
            written=False,
            starts_at=NOW,
            ends_at=NOW + 5 * MINUTE,
            given_by=None,
            at=NOW,
        )
        value = sessions.start(connection, person_id=noor, means=sessions.Means.CODE, at=NOW)
    assert who(people, value, NOW).scope.places == {place, other}
    assert who(people, value, NOW + 5 * MINUTE).scope.places == {place}
    with people.transaction() as connection:
        assert end_role(connection, person_id=noor, organisation_id=place, role=Role.BOARD, at=NOW + MINUTE)
    assert who(people, value, NOW + MINUTE).scope.places == {other}


def test_the_form_token_belongs_to_one_session(sqlite_people, noor):
    first, second = (enter(sqlite_people, ask(sqlite_people)).session_value for _ in range(2))
    tokens = {who(sqlite_people, value).csrf_token for value in (first, second)}
    assert len(tokens) == 2
    assert not tokens & {first, second}
