"""Whom to call first: for the needs that somebody may see, and at once in a new order after an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.matcher.domain.freshness import ShelfLives
from services.matcher.usecases.care import best_matches as remembering
from services.matcher.usecases.care.best_matches import best_matches
from services.matcher.usecases.care.check_source import check_source
from services.matcher.usecases.care.see_calls import see_calls
from services.matcher.usecases.care.see_freshness import see_freshness
from services.matcher.usecases.catalogue.current import believe, current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.needs.need import PlacedNeed, needs_of
from services.matcher.usecases.places.place import my_places
from shared.access.actors import Role
from shared.kernel.errors import Forbidden
from shared.plumbing.database import Database
from tests.services.matcher.world import NOW


def ids_of(page):
    return [call.entry.source.id for call in page.calls]


def test_the_order_follows_the_needs_of_ones_own_places_only(small_carers):
    world = small_carers.world
    elsewhere = world.place("Elders", area="GM0344")
    world.need(elsewhere)
    assert see_calls(world.ctx, small_carers.vera).needs == 0
    world.need(small_carers.place)
    mine = see_calls(world.ctx, small_carers.vera)
    assert mine.needs == 1 and mine.total > 5
    assert all(call.waiting.needs == 1 for call in mine.calls)
    world.need(small_carers.place, title="Nog een")
    assert see_calls(world.ctx, small_carers.cora).calls[0].waiting.needs == 2


def test_only_who_may_check_is_shown_whom_to_call(small_carers):
    for actor in (
        small_carers.mia,
        small_carers.fien,
        small_carers.world.person("Anna", Role.BOARD, small_carers.place.id),
    ):
        with pytest.raises(Forbidden):
            see_calls(small_carers.world.ctx, actor)


def test_a_place_beyond_the_end_begins_anew(small_carers):
    small_carers.world.need(small_carers.place)
    found = see_calls(small_carers.world.ctx, small_carers.vera, start=100_000)
    assert (found.start, ids_of(found)) == (0, ids_of(see_calls(small_carers.world.ctx, small_carers.vera)))


def test_who_said_when_it_opens_again_is_not_called_until_then(small_carers):
    world = small_carers.world
    world.need(small_carers.place)
    first = ids_of(see_calls(world.ctx, small_carers.vera))[0]
    check_source(world.ctx, small_carers.vera, first, {"heard": "closed", "until": "2026-12-01"})
    assert first not in ids_of(see_calls(world.ctx, small_carers.vera, limit=1000))
    world.ctx.clock.move(timedelta(days=10))
    assert first in ids_of(see_calls(world.ctx, small_carers.vera, limit=1000))


def test_what_is_read_aloud_is_four_sentences_at_most(small_carers):
    small_carers.world.need(small_carers.place)
    for call in see_calls(small_carers.world.ctx, small_carers.vera, limit=50).calls:
        assert len(call.read_aloud) <= 4
        assert call.entry.source.name in " ".join(call.read_aloud)


def test_what_is_remembered_equals_what_is_found_anew(small_carers, monkeypatch):
    """After answers and a source that leaves, the best matches are those that a process that just starts finds."""
    monkeypatch.setattr(remembering, "SECONDS", 600)  # none is left for the next time, however slow the machine
    world = small_carers.world
    for number in range(3):
        world.need(small_carers.place, title=f"Borrel {number}", amount_sought=str(100 + 200 * number))
    shown = ids_of(see_calls(world.ctx, small_carers.vera, limit=10))
    check_source(world.ctx, small_carers.vera, shown[0], {"heard": "closed"})
    check_source(world.ctx, small_carers.vera, shown[1], {"heard": "open"})
    with world.ctx.database.transaction() as connection:
        publish(connection, [], changed_by="file", at=NOW, gone=[shown[2]])
    remembered = see_calls(world.ctx, small_carers.vera, limit=1000)
    assert not {*shown[:3]} & {*ids_of(remembered)}

    started = Database(world.ctx.database.url)
    catalogue, today = current_catalogue(started), world.ctx.today()
    needs = needs_of_vera(world, small_carers)
    for anew, kept in zip(
        best_matches(started, catalogue, needs, today),
        best_matches(world.ctx.database, current_catalogue(world.ctx.database), needs, today),
        strict=True,
    ):
        # How rare words are is counted anew there, so that scores differ a little.
        assert len(anew.keys() ^ kept.keys()) <= 4
        assert {id_: kept[id_] for id_ in anew.keys() & kept.keys()} == pytest.approx(
            {id_: anew[id_] for id_ in anew.keys() & kept.keys()}, abs=0.5
        )
    started.dispose()


def test_facts_are_believed_for_as_long_as_in_matching(small_carers):
    ctx, vera = small_carers.world.ctx, small_carers.vera
    small_carers.world.need(small_carers.place)
    first = ids_of(see_calls(ctx, vera))[0]
    check_source(ctx, vera, first, {"heard": "open"})
    ctx.clock.move(timedelta(days=40))
    usual = see_freshness(ctx, vera)
    assert usual.months == 18 and first not in ids_of(see_calls(ctx, vera, limit=1000))
    believe(ctx.database, ShelfLives(1))
    short = see_freshness(ctx, vera)
    assert short.months == 1 and short.fresh < usual.fresh
    assert first in ids_of(see_calls(ctx, vera, limit=1000))


def needs_of_vera(world, carers):
    places = {place.id: place for place in my_places(world.ctx, carers.vera)}
    return [PlacedNeed(row, places[row.place_id]).need() for row in needs_of(world.ctx, carers.vera, list(places))]


def test_needs_that_take_too_long_wait_for_the_next_time(small_carers, monkeypatch):
    monkeypatch.setattr(remembering, "SECONDS", 0)
    for number in range(3):
        small_carers.world.need(small_carers.place, title=f"Vraag {number}")
    looked_at = [see_calls(small_carers.world.ctx, small_carers.vera) for _time in range(3)]
    assert [(found.needs, found.left) for found in looked_at] == [(1, 2), (2, 1), (3, 0)]
