"""Registering a place and telling facts about it."""

from __future__ import annotations

import pytest

from services.matcher.usecases.places.change_place import change_place
from services.matcher.usecases.places.place import my_places, see_place
from services.matcher.usecases.places.register_place import register_place
from services.matcher.usecases.places.tell_facts import merged, tell_facts
from shared.access.actors import Role
from shared.audit import entries
from shared.kernel.errors import InvalidInput, NotFound, Stale
from shared.plumbing.idempotency import AlreadyDone, Once


def test_whoever_registers_a_place_is_its_board(world):
    place = world.place(legal_form="foundation", kvk_number="90 00 00 03")

    seen = see_place(world.ctx, world.noor, place.id)
    assert (Role.BOARD, place.id) in world.noor.roles
    assert seen.record() == {
        "name": "Buurtkamer Bospolder",
        "area": "BU05990321",
        "legal_form": "foundation",
        "kvk_number": "90000003",
    }
    assert [one.id for one in my_places(world.ctx, world.noor)] == [place.id]


def test_all_errors_of_a_registration_come_at_once(world):
    given = {"name": " ", "area": "BU99999999", "legal_form": "club", "kvk_number": "123"}
    with pytest.raises(InvalidInput) as caught:
        register_place(world.ctx, world.noor, given)
    assert {error.field for error in caught.value.errors} == {"name", "area", "legal_form", "kvk_number"}
    assert my_places(world.ctx, world.person("Noor")) == []


def test_a_registration_that_is_sent_twice_happens_once(world):
    once = Once("noor", "sleutel", "x", lambda place: {"location": place.id})
    given = {"name": "Tuin", "area": "GM0599"}
    place = register_place(world.ctx, world.noor, given, once=once)
    with pytest.raises(AlreadyDone) as caught:
        register_place(world.ctx, world.noor, given, once=once)
    assert caught.value.answer == {"location": place.id}
    assert len(my_places(world.ctx, world.person("Noor"))) == 1


def test_facts_are_kept_with_the_day_and_the_person(world):
    place = world.place()
    told = tell_facts(
        world.ctx, world.noor, place.id, {"volunteers": "12", "partners": [], "anbi": "no"}, expected_version=0
    )

    assert told.version == 1
    assert told.facts.facts["volunteers"] == {
        "value": 12,
        "told_on": "2026-11-22",
        "told_by": world.noor.person_id,
    }
    assert (told.value("partners"), told.value("anbi"), told.value("tenure")) == ([], False, None)
    with world.ctx.database.read() as connection:
        assert [line.changed for line in entries(connection, f"place:{place.id}")] == [
            ("anbi", "partners", "volunteers")
        ]


def test_not_known_takes_a_fact_back_and_unnamed_facts_stay(world):
    place = world.place()
    tell_facts(world.ctx, world.noor, place.id, {"volunteers": 12, "anbi": True}, expected_version=0)
    told = tell_facts(world.ctx, world.noor, place.id, {"anbi": None}, expected_version=1)
    assert (told.value("volunteers"), told.value("anbi")) == (12, None)


def test_telling_the_same_again_changes_nothing(world):
    place = world.place()
    tell_facts(world.ctx, world.noor, place.id, {"volunteers": 12}, expected_version=0)
    assert tell_facts(world.ctx, world.noor, place.id, {"volunteers": "12"}, expected_version=1).version == 1


def test_an_old_form_is_stale(world):
    place = world.place()
    tell_facts(world.ctx, world.noor, place.id, {"volunteers": 12}, expected_version=0)
    with pytest.raises(Stale) as caught:
        tell_facts(world.ctx, world.noor, place.id, {"volunteers": 13}, expected_version=0)
    assert caught.value.current == 1


def test_wrong_facts_are_named_all_at_once(world):
    place = world.place()
    given = {"volunteers": "veel", "tenure": "kasteel", "partners": ["koning"], "anbi": "misschien"}
    with pytest.raises(InvalidInput) as caught:
        tell_facts(world.ctx, world.noor, place.id, given, expected_version=0)
    assert {error.field for error in caught.value.errors} == set(given)
    assert see_place(world.ctx, world.noor, place.id).version == 0


def test_another_place_is_not_found(world):
    place = world.place()
    other = world.person("Vreemd")
    with pytest.raises(NotFound):
        see_place(world.ctx, other, place.id)
    with pytest.raises(NotFound):
        tell_facts(world.ctx, other, place.id, {"anbi": True}, expected_version=0)


def test_a_fact_told_the_same_way_keeps_its_day():
    before = {"anbi": {"value": True, "told_on": "2025-01-01", "told_by": "a"}}
    new = {"anbi": True, "volunteers": 3}
    after = merged(before, new, told_on="2026-11-22", told_by="b")
    assert after["anbi"] == before["anbi"]
    assert after["volunteers"] == {"value": 3, "told_on": "2026-11-22", "told_by": "b"}


def test_what_was_not_known_can_be_told_later_and_is_noted(world):
    place = world.place()
    given = {"name": "Nieuwe naam", "area": "GM0599", "legal_form": "foundation"}
    changed = change_place(world.ctx, world.noor, place.id, given, expected_version=1)

    assert (changed.name, changed.organisation.legal_form, changed.organisation.version) == (
        "Nieuwe naam",
        "foundation",
        2,
    )
    with world.ctx.people.read() as connection:
        noted = entries(connection, f"organisation:{place.id}")
    assert noted[-1].action == "organisation.change"
    assert noted[-1].changed == ("area_code", "legal_form", "name")
    with pytest.raises(Stale):
        change_place(world.ctx, world.noor, place.id, given, expected_version=1)
    with pytest.raises(NotFound):
        change_place(world.ctx, world.person("Vreemd"), place.id, given, expected_version=2)
    with pytest.raises(InvalidInput):
        change_place(world.ctx, world.noor, place.id, {"name": ""}, expected_version=2)
