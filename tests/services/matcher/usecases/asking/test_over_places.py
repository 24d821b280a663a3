"""The best questions over all places of somebody: whose needs count, and what an answer does."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.matcher.usecases.asking import over_places
from services.matcher.usecases.asking.answer_question import answer_question, version_for
from services.matcher.usecases.asking.over_places import questions_over_places
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs.change_need import close_need
from services.matcher.usecases.needs.need import see_need
from shared.kernel.errors import NotSignedIn


def both(found):
    return (*found.to_places, *found.to_givers)


def test_only_open_needs_of_places_one_may_see(world):
    mine = world.need(world.place())
    closed = world.need(mine.place)
    close_need(world.ctx, world.noor, closed.id, expected_version=1)
    noor, stranger = world.noor, world.person("Vreemd")

    found = questions_over_places(world.ctx, noor)
    assert found.needs == 1
    assert {need.id for question in both(found) for need in question.needs} == {mine.id}

    nothing = questions_over_places(world.ctx, stranger)
    assert (nothing.needs, both(nothing)) == (0, ())
    with pytest.raises(NotSignedIn):
        questions_over_places(world.ctx, None)


def test_one_answer_of_a_place_counts_for_all_its_needs_at_once(small_world):
    place = small_world.place()
    needs = [small_world.need(place, title=f"Vraag {number}") for number in range(2)]
    first = questions_over_places(small_world.ctx, small_world.noor).to_places[0]
    assert first.path == "place.legal_form"
    assert first.place is not None and first.place.id == place.id
    assert {need.id for need in first.needs} == {need.id for need in needs}
    assert any("bron" in effect for _text, effect in first.answers)

    placed = see_need(small_world.ctx, small_world.noor, first.needs[0].id)
    answer_question(
        small_world.ctx,
        small_world.noor,
        placed.id,
        first.path,
        "foundation",
        expected_version=version_for(placed, first.path),
    )
    after = questions_over_places(small_world.ctx, small_world.noor)
    assert "place.legal_form" not in {question.path for question in both(after)}


def test_a_call_counts_for_the_places_together(small_world):
    for name in ("Buurtkamer Bospolder", "Huis van de straat"):
        small_world.need(small_world.place(name, legal_form="foundation"))
    calls = questions_over_places(small_world.ctx, small_world.noor).to_givers
    shared = next(question for question in calls if len(question.places) == 2)
    assert shared.source is not None and shared.place is None
    assert shared.read_aloud.startswith("Goedendag, ik bel voor 2 buurtplekken.")
    assert shared.source.name in shared.text


def test_what_is_skipped_stays_away(small_world):
    small_world.need(small_world.place())
    first = both(questions_over_places(small_world.ctx, small_world.noor))[0]
    after = both(questions_over_places(small_world.ctx, small_world.noor, skip=[first.key]))
    assert first.key not in {question.key for question in after}


def test_a_need_without_an_area_does_not_stop_the_others(small_world):
    nowhere = small_world.place("Ergens")
    small_world.need(nowhere)
    with small_world.ctx.people.transaction() as connection:
        forget = sa.text("UPDATE organisation SET area_code = NULL WHERE id = :id")
        connection.execute(forget, {"id": nowhere.id})
    here = small_world.need(small_world.place())
    found = questions_over_places(small_world.ctx, small_world.noor)
    assert found.needs == 1
    assert {need.id for question in both(found) for need in question.needs} == {here.id}


def test_what_was_reckoned_out_is_kept_and_goes_with_its_catalogue(small_world):
    small_world.need(small_world.place())
    questions_over_places(small_world.ctx, small_world.noor)
    catalogue = current_catalogue(small_world.ctx.database)
    (before,) = over_places._simulations[catalogue].values()
    questions_over_places(small_world.ctx, small_world.noor)
    (after,) = over_places._simulations[catalogue].values()
    assert after is before


def test_what_takes_too_long_waits_for_the_next_time(small_world, monkeypatch):
    monkeypatch.setattr(over_places, "SECONDS", 0)
    place = small_world.place()
    for number in range(3):
        small_world.need(place, title=f"Vraag {number}")
    looked_at = [questions_over_places(small_world.ctx, small_world.noor) for _time in range(3)]
    assert [(found.needs, found.left) for found in looked_at] == [(1, 2), (2, 1), (3, 0)]
