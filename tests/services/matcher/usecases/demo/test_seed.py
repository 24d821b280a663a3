"""The example data: there once, whatever happens at the start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.matcher.storage.needs import CLOSED, needs_of_places, save_need
from services.matcher.usecases.demo import seed
from services.matcher.usecases.demo.showcase import Showcase, showcase
from shared.access import demo, directory
from shared.access.scope import SYSTEM
from tests.services.matcher.world import NOW, World, context_for


@pytest.fixture
def ctx(world):
    """The same databases in demo mode."""
    return context_for(world.ctx.people, world.ctx.database, world.ctx.notifier, demo=True)


def shown_in(ctx) -> Showcase:
    shown = showcase(ctx)
    assert shown is not None
    return shown


def counted(ctx):
    with ctx.people.read() as connection:
        places = [place.id for place in directory.organisations_of_kind(connection, "place")]
        people = len(demo.links(connection, ctx.settings))
    with ctx.database.read() as connection:
        return len(places), len(needs_of_places(SYSTEM, connection, places)), people


def test_three_places_with_a_need_each_and_people_of_every_role(ctx):
    assert seed.seed_demo(ctx) is True

    assert counted(ctx) == (3, 3, 7)
    with ctx.people.read() as connection:
        labels = " ".join(link.label for link in demo.links(connection, ctx.settings))
    for role in ("bestuur van", "lid van", "vrijwilliger bij", "helpt", "coördinator van", "medewerker van"):
        assert role in labels


def test_a_second_start_adds_nothing(ctx):
    seed.seed_demo(ctx)
    assert seed.seed_demo(ctx) is False
    assert counted(ctx) == (3, 3, 7)


@pytest.mark.parametrize("step", ["tell_facts", "describe_need", "_seed_others"])
def test_a_start_that_broke_off_is_taken_up(ctx, monkeypatch, step):
    def fail(*_arguments, **_named):
        raise OSError("the machine went down")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="went down"):
        patch.setattr(seed, step, fail)
        seed.seed_demo(ctx)

    assert seed.seed_demo(ctx) is True
    assert counted(ctx) == (3, 3, 7)


def test_visitors_of_the_demo_see_the_examples_with_their_best_matches(ctx):
    seed.seed_demo(ctx)
    visitor = World(ctx)
    visitor.need(visitor.place(), title="Van een bezoeker")

    shown = shown_in(ctx)

    assert shown is not None
    assert len(shown.needs) == 3
    assert all(len(example.best) == 3 and example.looks_along for example in shown.needs)
    assert "Van een bezoeker" not in [example.placed.row.title for example in shown.needs]
    starts = [example.placed.need().starts_on for example in shown.needs]
    assert all(day is not None and day > NOW.date() for day in starts)


def test_a_closed_example_makes_no_room_for_what_a_visitor_told(ctx):
    seed.seed_demo(ctx)
    visitor = World(ctx)
    visitor.need(visitor.place(), title="Van een bezoeker")
    closed = shown_in(ctx).needs[0].placed
    with ctx.write() as work:
        row = replace(closed.row, state=CLOSED, version=closed.row.version + 1)
        save_need(SYSTEM, work.connection, row, expected=closed.row.version)

    titles = [example.placed.row.title for example in shown_in(ctx).needs]

    assert len(titles) == 2
    assert not {"Van een bezoeker", closed.row.title} & set(titles)


def test_outside_the_demo_nothing_of_a_place_is_public(world):
    world.need(world.place())
    assert showcase(world.ctx) is None
