"""Describing, changing and closing needs; who may; and what others never get to see."""

from __future__ import annotations

import pytest

from services.matcher.usecases.needs.change_need import change_need, close_need, reopen_need
from services.matcher.usecases.needs.describe_need import describe_need
from services.matcher.usecases.needs.need import needs_of, see_need
from shared.access.actors import Role
from shared.audit import entries
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, NotSignedIn, Stale
from shared.plumbing.idempotency import AlreadyDone, Once
from tests.services.matcher.world import NEED


@pytest.fixture
def place(world):
    return world.place()


def stranger(world):
    """The board of another place."""
    return world.person("Vreemd", Role.BOARD, world.place("Elders").id)


def test_a_need_is_kept_clean_and_noted(world, place):
    made = describe_need(world.ctx, world.noor, place.id, {**NEED, "amount_sought": "€ 2.500,00"})

    seen = see_need(world.ctx, world.noor, made.id)
    assert seen.row.document["amount_sought"] == 2500
    assert (seen.row.version, seen.row.state, seen.row.created_by) == (1, "open", world.noor.person_id)
    assert seen.need().where == "BU05990321"
    with world.ctx.database.read() as connection:
        noted = entries(connection, f"need:{made.id}")
    assert [(line.action, line.person_id, line.organisation_id) for line in noted] == [
        ("need.describe", world.noor.person_id, place.id)
    ]


def test_all_errors_come_at_once_and_nothing_is_kept(world, place):
    given = {
        **NEED,
        "title": " ",
        "support": ["goud"],
        "themes": ["bestaat-niet"],
        "area": "BU00000000",
        "amount_sought": "-1",
        "total_budget": "twee",
        "ends_on": "2026-12-01",
        "costs": [{"kind": "food_and_drink"}, {"amount": "1,001"}],
    }
    with pytest.raises(InvalidInput) as caught:
        describe_need(world.ctx, world.noor, place.id, given)

    assert {(error.field, error.code) for error in caught.value.errors} == {
        ("title", "required"),
        ("support", "unknown_code"),
        ("themes", "unknown_code"),
        ("area", "unknown_area"),
        ("amount_sought", "negative"),
        ("total_budget", "not_a_number"),
        ("ends_on", "ends_before_start"),
        ("costs.0.amount", "required"),
        ("costs.1.kind", "required"),
        ("costs.1.amount", "not_a_number"),
    }
    assert needs_of(world.ctx, world.noor, [place.id]) == []


def test_asking_more_than_the_whole_costs_is_told(world, place):
    with pytest.raises(InvalidInput) as caught:
        world.need(place, total_budget="100", amount_sought="101")
    assert [error.code for error in caught.value.errors] == ["more_than_total"]


def test_the_same_key_makes_one_need(world, place):
    once = Once("noor", "sleutel", "vingerafdruk", lambda found: {"body": found.id})

    made = describe_need(world.ctx, world.noor, place.id, NEED, once=once)
    with pytest.raises(AlreadyDone) as caught:
        describe_need(world.ctx, world.noor, place.id, NEED, once=once)

    assert caught.value.answer == {"body": made.id}
    assert [row.id for row in needs_of(world.ctx, world.noor, [place.id])] == [made.id]


def test_a_change_is_a_new_version_and_an_old_form_is_stale(world, place):
    made = world.need(place)
    changed = change_need(world.ctx, world.noor, made.id, {**NEED, "title": "Anders"}, expected_version=1)
    assert changed.row.version == 2

    with pytest.raises(Stale) as caught:
        change_need(world.ctx, world.noor, made.id, {**NEED, "title": "Te laat"}, expected_version=1)

    assert (caught.value.current, caught.value.changes) == (2, {"title": "Anders"})
    assert see_need(world.ctx, world.noor, made.id).row.title == "Anders"


def test_a_closed_need_is_not_changed_but_can_be_opened_again(world, place):
    made = world.need(place)
    close_need(world.ctx, world.noor, made.id, expected_version=1)

    with pytest.raises(NotAllowedNow) as caught:
        change_need(world.ctx, world.noor, made.id, NEED, expected_version=2)
    assert caught.value.allowed == ("reopen",)
    with pytest.raises(NotAllowedNow):
        close_need(world.ctx, world.noor, made.id, expected_version=2)

    assert reopen_need(world.ctx, world.noor, made.id, expected_version=2).row.state == "open"


def test_another_place_neither_sees_nor_changes_it(world, place):
    made, other = world.need(place), stranger(world)

    assert needs_of(world.ctx, other, [place.id]) == []
    with pytest.raises(NotFound):
        see_need(world.ctx, other, made.id)
    with pytest.raises(NotFound):
        change_need(world.ctx, other, made.id, NEED, expected_version=1)
    with pytest.raises(NotFound):
        close_need(world.ctx, other, made.id, expected_version=1)
    with pytest.raises(NotFound):
        describe_need(world.ctx, other, place.id, NEED)
    assert see_need(world.ctx, world.noor, made.id).row.version == 1


def test_a_visitor_is_asked_to_sign_in(world, place):
    made = world.need(place)
    for act in (
        lambda: see_need(world.ctx, None, made.id),
        lambda: describe_need(world.ctx, None, place.id, NEED),
        lambda: change_need(world.ctx, None, made.id, NEED, expected_version=1),
    ):
        with pytest.raises(NotSignedIn):
            act()


def test_a_coordinator_reads_along_but_does_not_write(world, place):
    made = world.need(place)
    coordinator = coordinator_of(world, place)

    assert see_need(world.ctx, coordinator, made.id).id == made.id
    with pytest.raises(Forbidden):
        change_need(world.ctx, coordinator, made.id, NEED, expected_version=1)
    with pytest.raises(Forbidden):
        describe_need(world.ctx, coordinator, place.id, NEED)


def coordinator_of(world, place):
    """Somebody who coordinates the coalition of the place."""
    from shared.access import enrolment
    from shared.access.enrolment import OrganisationKind

    with world.ctx.people.transaction() as connection:
        coalition = enrolment.add_organisation(
            connection, kind=OrganisationKind.COALITION, name="Coalitie", at=world.ctx.clock.now()
        )
        enrolment.join_coalition(connection, organisation_id=place.id, coalition_id=coalition)
    return world.person("Coor", Role.COORDINATOR, coalition)
