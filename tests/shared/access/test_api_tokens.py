"""Keys for programs: what they reach, and when they stop."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.access import api_tokens, enrolment
from shared.access.actors import MandateAct, Role, TokenScope
from shared.access.enrolment import OrganisationKind
from shared.access.rights import Action, Answer, Resource, Right, may, may_anywhere
from shared.access.rights_table import ROWS
from shared.access.token_rights import WRITING
from tests.shared.access.signing_in import NOW

DAY = timedelta(days=1)


class Two:
    """A place with a board, another place, and the coalition of both."""

    def __init__(self, connection, person):
        add = enrolment.add_organisation
        self.person = person
        self.coalition = add(connection, kind=OrganisationKind.COALITION, name="Delfshaven", at=NOW)
        places = [("De Hoek", self.coalition), ("Het Plein", self.coalition)]
        self.here, self.there = (
            add(connection, kind=OrganisationKind.PLACE, name=name, at=NOW, coalition_id=coalition)
            for name, coalition in places
        )

    def role(self, connection, role, organisation):
        enrolment.give_role(connection, person_id=self.person, organisation_id=organisation, role=role, at=NOW)


def make(connection, two, organisation, scope=TokenScope.READ, networks=(), days=30):
    return api_tokens.make(
        connection,
        person_id=two.person,
        organisation_id=organisation,
        name="Boekhouding",
        scope=scope,
        networks=networks,
        expires_at=NOW + days * DAY,
        at=NOW,
    )


def actor_with(connection, value, at=NOW):
    token = api_tokens.find_by_value(connection, value, at)
    return token and api_tokens.actor_of_token(connection, token, at)


def test_a_key_reaches_one_organisation_and_never_as_board(people, noor):
    with people.transaction() as connection:
        two = Two(connection, noor)
        two.role(connection, Role.BOARD, two.here)
        two.role(connection, Role.BOARD, two.there)
        __, value = make(connection, two, two.here, TokenScope.WRITE)
        actor = actor_with(connection, value)
    draft = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
    assert may(actor, draft, place_id=two.here) is Answer.ALLOWED
    assert may(actor, draft, place_id=two.there) is Answer.HIDDEN
    approve = Right(Resource.APPLICATION_DRAFT, Action.APPROVE_SUBMIT)
    assert may(actor, approve, place_id=two.here) is Answer.FORBIDDEN
    assert actor.scope.places == {two.here}
    assert not actor.has_role(Role.BOARD)


def test_what_a_key_may_is_part_of_what_its_owner_may(sqlite_people, noor):
    """For every act of the table, and every role that somebody can have."""
    with sqlite_people.transaction() as connection:
        two = Two(connection, noor)
        for role, organisation in [(Role.BOARD, two.here), (Role.COORDINATOR, two.coalition)]:
            two.role(connection, role, organisation)
        enrolment.give_mandate(
            connection,
            place_id=two.there,
            person_id=noor,
            acts=list(MandateAct),
            written=True,
            starts_at=NOW,
            ends_at=NOW + DAY,
            given_by=None,
            at=NOW,
        )
        owner = enrolment_actor(connection, noor)
        found = {
            organisation: actor_with(connection, make(connection, two, organisation, TokenScope.WRITE)[1])
            for organisation in (two.here, two.there, two.coalition)
        }
    asked = 0
    for actor in found.values():
        for row in ROWS:
            for action in Action:
                right = Right(row.resource, action)
                for place in (two.here, two.there, two.coalition):
                    asked += 1
                    if may(actor, right, place_id=place).allowed:
                        assert right in WRITING
                        assert may(owner, right, place_id=place).allowed, (right, place)
    assert asked > 1000


def enrolment_actor(connection, person):
    from shared.access.actor_rows import actor_of_person

    return actor_of_person(connection, person, NOW)


def test_a_key_to_read_only_reads(sqlite_people, noor):
    with sqlite_people.transaction() as connection:
        two = Two(connection, noor)
        two.role(connection, Role.BOARD, two.here)
        actor = actor_with(connection, make(connection, two, two.here)[1])
    assert may(actor, Right(Resource.NEED, Action.READ), place_id=two.here).allowed
    assert may(actor, Right(Resource.NEED, Action.CREATE), place_id=two.here) is Answer.FORBIDDEN
    assert not may_anywhere(actor, Right(Resource.OWN_INBOX, Action.READ))


@pytest.mark.parametrize("back", [False, True])
def test_it_ends_with_the_role_also_when_the_role_comes_back(people, noor, back):
    with people.transaction() as connection:
        two = Two(connection, noor)
        two.role(connection, Role.BOARD, two.here)
        __, value = make(connection, two, two.here)
        enrolment.end_role(connection, person_id=noor, organisation_id=two.here, role=Role.BOARD, at=NOW)
        if back:
            two.role(connection, Role.BOARD, two.here)
        assert actor_with(connection, value) is None


def test_a_coordinators_keys_for_places_end_with_the_coalition(people, noor):
    with people.transaction() as connection:
        two = Two(connection, noor)
        two.role(connection, Role.COORDINATOR, two.coalition)
        __, value = make(connection, two, two.here)
        assert actor_with(connection, value).coordinated == {two.here}
        role = Role.COORDINATOR
        enrolment.end_role(connection, person_id=noor, organisation_id=two.coalition, role=role, at=NOW)
        assert actor_with(connection, value) is None


def test_it_ends_at_its_time_by_hand_and_when_somebody_is_shut_out(people, noor):
    with people.transaction() as connection:
        two = Two(connection, noor)
        two.role(connection, Role.BOARD, two.here)
        first, one = make(connection, two, two.here)
        assert actor_with(connection, one, NOW + 30 * DAY - timedelta(seconds=1))
        assert actor_with(connection, one, NOW + 30 * DAY) is None
        assert api_tokens.end(connection, first, by=noor, at=NOW)
        assert actor_with(connection, one) is None
        assert not api_tokens.end(connection, first, by=noor, at=NOW)
        __, other = make(connection, two, two.here)
        enrolment.disable_person(connection, person_id=noor, at=NOW)
        assert actor_with(connection, other) is None


def test_the_value_has_256_bits_and_is_not_kept(sqlite_people, noor, tmp_path):
    with sqlite_people.transaction() as connection:
        two = Two(connection, noor)
        __, value = make(connection, two, two.here)
    assert api_tokens.SHAPE.fullmatch(value)
    assert value.rpartition("_")[2]
    secret = value[len("steun_12345678_") :].encode()
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("people.sqlite3*"))
    assert value[6:14].encode() in kept
    assert secret not in kept


@pytest.mark.parametrize(
    ("networks", "address", "takes"),
    [
        ((), "203.0.113.7", True),
        ((), None, True),
        (("203.0.113.0/24",), "203.0.113.7", True),
        (("203.0.113.0/24",), "203.0.114.7", False),
        (("2001:db8::/64",), "2001:db8::5", True),
        (("2001:db8::/64",), "203.0.113.7", False),
        (("203.0.113.0/24",), "nonsense", False),
        (("203.0.113.0/24",), None, False),
    ],
)
def test_the_networks_that_it_may_be_used_from(sqlite_people, noor, networks, address, takes):
    with sqlite_people.transaction() as connection:
        two = Two(connection, noor)
        __, value = make(connection, two, two.here, networks=networks)
        token = api_tokens.find_by_value(connection, value, NOW)
        assert token and token.takes(address) is takes


@pytest.mark.parametrize("value", ["", "steun_", "steun_00000000_" + "a" * 43, "\ud800", "x" * 10_000, "steun_'; --"])
def test_h14_a_strange_key_is_unknown(sqlite_people, value):
    with sqlite_people.read() as connection:
        assert api_tokens.find_by_value(connection, value, NOW) is None
