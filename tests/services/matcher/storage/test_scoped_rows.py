"""Needs and facts of places: nobody reaches another's rows, and of two writers one wins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from services.matcher.storage.needs import (
    CLOSED,
    OPEN,
    NeedRow,
    find_need,
    first_needs_of_places,
    insert_need,
    needs_of_places,
    save_need,
)
from services.matcher.storage.place_facts import PlaceFactsRow, facts_of, save_facts
from shared.access.scope import NOBODY, SYSTEM, Scope
from shared.kernel.errors import Stale
from shared.kernel.ids import new_id
from tests.services.matcher.world import NOW

PLACE, OTHER = new_id(), new_id()
MINE, THEIRS = Scope(places=frozenset({PLACE})), Scope(places=frozenset({OTHER}))


def a_need(place_id=PLACE, **more):
    values = {"version": 1, "state": OPEN, "document": {"title": "Borrel"}, "created_by": new_id()}
    return NeedRow(id=new_id(), place_id=place_id, created_at=NOW, changed_at=NOW, **{**values, **more})


@pytest.fixture
def database(world):
    return world.ctx.database


def test_a_need_is_found_within_the_scope_only(database):
    need = a_need()
    with database.transaction() as connection:
        insert_need(MINE, connection, need)

    with database.read() as connection:
        assert find_need(MINE, connection, need.id) == need
        assert find_need(SYSTEM, connection, need.id) == need
        assert find_need(THEIRS, connection, need.id) is None
        assert find_need(NOBODY, connection, need.id) is None


def test_a_list_is_limited_by_the_scope_and_pages_from_new_to_old(database):
    # Ids of one millisecond have no order among them, so the ids decide here.
    needs = sorted((a_need() for _ in range(4)), key=lambda need: need.id)
    with database.transaction() as connection:
        for need in [*needs, a_need(OTHER), a_need(state=CLOSED)]:
            insert_need(SYSTEM, connection, need)

    with database.read() as connection:
        first = needs_of_places(MINE, connection, [PLACE, OTHER], state=OPEN, limit=3)
        rest = needs_of_places(MINE, connection, [PLACE, OTHER], state=OPEN, limit=3, before=first[-1].id)

    assert first == needs[:0:-1]
    assert rest == needs[:1]


def test_the_first_needs_of_places_open_or_closed(database):
    needs = sorted((a_need(state=state) for state in (CLOSED, OPEN, OPEN)), key=lambda need: need.id)
    with database.transaction() as connection:
        for need in [*needs, a_need(OTHER)]:
            insert_need(SYSTEM, connection, need)

    with database.read() as connection:
        assert first_needs_of_places(MINE, connection, [PLACE, OTHER], limit=2) == needs[:2]


def test_saving_with_an_old_version_is_stale_and_tells_what_holds_now(database):
    need = a_need()
    with database.transaction() as connection:
        insert_need(MINE, connection, need)
        save_need(MINE, connection, replace(need, version=2, document={"title": "Van een ander"}), expected=1)

    with pytest.raises(Stale) as caught, database.transaction() as connection:
        save_need(MINE, connection, replace(need, version=2, document={"title": "Van mij"}), expected=1)

    assert caught.value.current == 2
    assert caught.value.changes == {"title": "Van een ander"}
    with database.read() as connection:
        kept = find_need(MINE, connection, need.id)
    assert kept is not None
    assert kept.title == "Van een ander"


def test_another_place_can_not_save(database):
    need = a_need()
    with database.transaction() as connection:
        insert_need(MINE, connection, need)
    with pytest.raises(Stale) as caught, database.transaction() as connection:
        save_need(THEIRS, connection, replace(need, version=2), expected=1)
    assert caught.value.current is None


def test_facts_start_empty_and_stay_within_the_scope(database):
    told = {"volunteers": {"value": 5, "told_on": "2026-11-22", "told_by": "x"}}
    with database.transaction() as connection:
        assert facts_of(MINE, connection, PLACE) == PlaceFactsRow(PLACE, 0, {})
        save_facts(MINE, connection, PlaceFactsRow(PLACE, 0, told), person_id=new_id(), at=NOW)

    with database.read() as connection:
        assert facts_of(MINE, connection, PLACE) == PlaceFactsRow(PLACE, 1, told)
        assert facts_of(THEIRS, connection, PLACE).facts == {}


@pytest.mark.parametrize("version", [0, 1])
def test_of_two_who_save_at_once_one_wins(database, version):
    if version:
        with database.transaction() as connection:
            save_facts(MINE, connection, PlaceFactsRow(PLACE, 0, {}), person_id=new_id(), at=NOW)

    def save(number):
        row = PlaceFactsRow(PLACE, version, {"volunteers": {"value": number}})
        try:
            with database.transaction() as connection:
                save_facts(MINE, connection, row, person_id=new_id(), at=NOW)
        except Stale:
            return None
        return number

    with ThreadPoolExecutor(4) as pool:
        winners = [number for number in pool.map(save, range(4)) if number is not None]

    assert len(winners) == 1
    with database.read() as connection:
        found = facts_of(MINE, connection, PLACE)
    assert (found.version, found.facts["volunteers"]["value"]) == (version + 1, winners[0])
