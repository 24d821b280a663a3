"""Who is who, as it is at this moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from shared.access import around, directory, rest_days, tables
from shared.access.actors import MandateAct, Role
from shared.access.enrolment import (
    OrganisationKind,
    add_organisation,
    add_person,
    disable_person,
    end_mandate,
    end_role,
    give_mandate,
    give_role,
    join_coalition,
)
from shared.access.scope import NOBODY, SYSTEM
from shared.kernel.ids import new_id

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world(people):
    """A coalition with one place of two, a team, a helper, a coordinator and somebody of the other place."""
    with people.transaction() as connection:
        ids = {
            name: add_person(connection, email=f"{name}@voorbeeld.nl", name=name.title(), at=NOW)
            for name in ("member", "board", "helper", "coordinator", "stranger")
        }
        for name, kind in (("coalition", "COALITION"), ("place", "PLACE"), ("other", "PLACE")):
            ids[name] = add_organisation(connection, kind=OrganisationKind[kind], name=f"Naam {name}", at=NOW)
        join_coalition(connection, organisation_id=ids["place"], coalition_id=ids["coalition"])
        for name, organisation, role in (
            ("member", "place", Role.MEMBER),
            ("board", "place", Role.BOARD),
            ("stranger", "other", Role.BOARD),
            ("helper", "coalition", Role.VOLUNTEER),
            ("coordinator", "coalition", Role.COORDINATOR),
        ):
            give_role(connection, person_id=ids[name], organisation_id=ids[organisation], role=role, at=NOW)
        ids["mandate"] = give_mandate(
            connection,
            place_id=ids["place"],
            person_id=ids["helper"],
            acts=[MandateAct.DRAFT, MandateAct.SUBMIT],
            written=True,
            starts_at=NOW,
            ends_at=NOW + DAY,
            given_by=ids["board"],
            at=NOW,
        )
    return ids


def actor(connection, person_id, **more):
    found = directory.actor_of_person(connection, person_id, NOW, **more)
    assert found is not None
    return found


def team(people, world, at=NOW):
    with people.read() as connection:
        return {person.name for person in around.team_of_place(connection, world["place"], at)}


def test_the_team_of_a_place_is_who_belongs_to_it_now(people, world):
    assert team(people, world) == {"Member", "Board", "Helper"}
    assert team(people, world, NOW - timedelta(seconds=1)) == {"Member", "Board"}
    assert team(people, world, NOW + DAY) == {"Member", "Board"}
    with people.transaction() as connection:
        assert end_mandate(connection, mandate_id=world["mandate"], at=NOW)
        assert not end_mandate(connection, mandate_id=world["mandate"], at=NOW)
        assert end_role(connection, person_id=world["member"], organisation_id=world["place"], role=Role.MEMBER, at=NOW)
    assert team(people, world) == {"Board"}
    with people.transaction() as connection:
        disable_person(connection, person_id=world["board"], at=NOW)
        give_role(connection, person_id=world["member"], organisation_id=world["place"], role=Role.MEMBER, at=NOW)
    assert team(people, world) == {"Member"}


def test_an_actor_has_the_roles_and_mandates_of_this_moment(people, world):
    with people.read() as connection:
        helper = actor(connection, world["helper"], via="tracker")
        coordinator = actor(connection, world["coordinator"])
        assert directory.actor_of_person(connection, new_id(), NOW) is None
    assert helper.acting_via == "tracker"
    assert helper.may_act_for(world["place"], MandateAct.SUBMIT, in_writing=True)
    assert not helper.may_act_for(world["other"], MandateAct.READ)
    assert helper.scope.places == {world["place"]}
    assert coordinator.scope.places == {world["place"], world["coalition"]}


def test_names_and_places(people, world):
    with people.read() as connection:
        ids = [world["place"], world["place"], new_id()]
        assert directory.organisation_names(connection, ids) == {world["place"]: "Naam place"}
        assert directory.organisation_names(connection, []) == {}
        assert directory.people_names(connection, [world["helper"]]) == {world["helper"]: "Helper"}
        coordinator = actor(connection, world["coordinator"])
        assert [place.name for place in directory.places_of(connection, coordinator)] == ["Naam place"]
        place = directory.organisation(connection, world["place"])
        assert place
        assert (place.kind, place.coalition_id, place.legal_form) == ("place", world["coalition"], None)
        assert directory.organisation(connection, new_id()) is None
        assert [found.id for found in directory.organisations_of_kind(connection, "coalition")] == [world["coalition"]]


def test_a_season_of_rest_covers_both_its_ends(people, world):
    with people.transaction() as connection:
        season = {"starts_on": date(2026, 12, 21), "ends_on": date(2027, 1, 3)}
        values = {"id": new_id(), "organisation_id": world["place"], **season}
        connection.execute(sa.insert(tables.season_of_rest).values(**values))
        days = [date(2026, 12, 20), date(2026, 12, 21), date(2027, 1, 3), date(2027, 1, 4)]
        assert [rest_days.rests_on(connection, world["place"], day) for day in days] == [False, True, True, False]
        assert not rest_days.rests_on(connection, world["other"], days[1])


def test_a_scope_lets_only_its_own_rows_through(people, world):
    column = tables.organisation.c.id
    with people.read() as connection:
        helper = actor(connection, world["helper"])

        def reached(scope):
            return set(connection.execute(sa.select(column).where(scope.limits(column))).scalars())

        assert reached(helper.scope) == {world["place"]}
        assert reached(NOBODY) == set()
        assert reached(SYSTEM) == {world["place"], world["other"], world["coalition"]}
    assert helper.scope.reaches(world["place"])
    assert not helper.scope.reaches(world["other"])


def test_who_watches_over_the_money_of_a_place(people, world):
    with people.read() as connection:
        assert [one.id for one in around.board_of_place(connection, world["place"])] == [world["board"]]
        assert [one.id for one in around.coordinators_of_place(connection, world["place"])] == [world["coordinator"]]
        assert around.coordinators_of_place(connection, world["other"]) == []
    with people.transaction() as connection:
        for name, organisation, role in (
            ("board", "place", Role.BOARD),
            ("coordinator", "coalition", Role.COORDINATOR),
        ):
            end_role(connection, person_id=world[name], organisation_id=world[organisation], role=role, at=NOW)
        disable_person(connection, person_id=world["helper"], at=NOW)
    with people.read() as connection:
        assert around.board_of_place(connection, world["place"]) == []
        assert around.coordinators_of_place(connection, world["place"]) == []
        found = directory.people_with_ids(connection, [world["board"], world["helper"], new_id()])
        assert [one.id for one in found] == [world["board"]], "who left is still told; who was shut out is not"
