"""Finding applications: every filter, in any mix, page by page, and nothing of another place."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from services.tracker.domain.phases import PHASE_OF, Phase
from services.tracker.domain.states import State
from services.tracker.domain.wanted import Wanted, wanted_of
from services.tracker.usecases.reading.list_applications import count_applications, list_applications
from services.tracker.usecases.reading.see_choices import see_choices
from services.tracker.usecases.reading.see_pipeline import see_pipeline
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.many import fill, keep, made
from tests.services.tracker.world import NOW


def found(world, who="mo", **asked):
    wanted = wanted_of(world.clock.now(), **asked)
    page = list_applications(world.ctx, world.actor(who), wanted=wanted, limit=100)
    assert count_applications(world.ctx, world.actor(who), wanted) == len(page.items) or page.next_cursor
    return [listed.application.title for listed in page.items]


@pytest.fixture
def few(world):
    rows = (
        ("Tuinhuis", State.DRAFT, {"provider_kind": "fund", "source_name": "Café-fonds"}),
        ("Keuken 100%", State.SUBMITTED, {"provider_kind": "municipality", "started_by": world.ids["bea"]}),
        ("Oud plan", State.REJECTED, {"attention_at": None}),
        ("Vergeten", State.SUBMITTED, {"attention_at": NOW - timedelta(days=3)}),
    )
    with world.ctx.database.transaction() as connection:
        for number, (title, state, more) in enumerate(rows):
            about = {"title": title, "state": state, "attention_at": NOW + timedelta(days=5 + 10 * number), **more}
            keep(connection, [made(world.place, number, **about)])
        keep(connection, [made(world.ids["other"], 99, title="Van de buren", state=State.DRAFT)])
    return world


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["Vergeten", "Tuinhuis", "Keuken 100%", "Oud plan"]),
        ({"text": "TUIN"}, ["Tuinhuis"]),
        ({"text": "cafe tuinhuis"}, ["Tuinhuis"]),
        ({"text": "tuinhuis keuken"}, []),
        ({"text": "100%"}, ["Keuken 100%"]),
        ({"text": "%"}, ["Keuken 100%"]),
        ({"text": "_"}, []),
        ({"text": "buren"}, []),
        ({"phases": [Phase.WRITING]}, ["Tuinhuis"]),
        ({"phases": [Phase.WAITING, Phase.ENDED]}, ["Vergeten", "Keuken 100%", "Oud plan"]),
        ({"provider_kind": "municipality"}, ["Keuken 100%"]),
        ({"closes_within": 7}, ["Tuinhuis"]),
        ({"overdue": True}, ["Vergeten"]),
        ({"place_id": "another"}, []),
    ],
)
def test_each_filter(few, asked, titles):
    assert found(few, **asked) == titles


def test_who_started_and_where(few):
    assert found(few, started_by=few.ids["bea"]) == ["Keuken 100%"]
    assert found(few, place_id=few.place, text="tuin") == ["Tuinhuis"]


def test_the_place_of_another_gives_nothing_and_no_count(few):
    wanted = Wanted(place_id=few.ids["other"])
    assert list_applications(few.ctx, few.actor("mo"), wanted=wanted).items == ()
    assert count_applications(few.ctx, few.actor("mo"), wanted) == 0
    assert see_pipeline(few.ctx, few.actor("mo"), wanted).places == ()
    assert [name for _id, name in see_choices(few.ctx, few.actor("mo")).places] == ["Huis van de wijk"]


def test_words_are_found_in_the_reference_of_the_giver(world):
    application = begin(world)
    made_ready(world, application)
    with world.ctx.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE submission SET reference = 'OF-2026/77'")
    assert found(world, text="of-2026/77") == ["Een nieuwe keuken"]
    assert found(world, text="of-2026/78") == []


def test_pages_follow_each_other_without_a_gap(world):
    with world.ctx.database.transaction() as connection:
        fill(connection, [world.place], 230)
    seen, cursor = [], None
    while True:
        page = list_applications(world.ctx, world.actor("bea"), wanted=Wanted(), cursor=cursor, limit=50)
        seen += [listed.application for listed in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len({one.id for one in seen}) == 230
    moments = [one.attention_at or NOW for one in seen]
    assert moments == sorted(moments)


def test_h35_a_flood_of_wildcards_is_looked_for_as_it_is_and_quickly(world):
    with world.ctx.database.transaction() as connection:
        fill(connection, [world.place], 5_000)
    begin_at = time.perf_counter()
    assert found(world, text="%_" * 100) == []
    assert found(world, text="% " * 100) == []
    assert time.perf_counter() - begin_at < 2 * 2 * 0.3  # two searches, each with its count


def test_the_pipeline_sums_by_phase_and_makes_up_no_chance(world):
    application = begin(world)
    decide(world, made_ready(world, application), amount_cents=150_000)
    with world.ctx.database.transaction() as connection:
        keep(
            connection,
            [
                made(world.place, 1, state=State.SUBMITTED, amount_cents=100_000, chance_percent=40),
                made(world.place, 2, state=State.SUBMITTED, amount_cents=200_000, chance_percent=None),
                made(world.place, 3, state=State.IN_REVIEW, amount_cents=None, chance_percent=50),
            ],
        )
    pipeline = see_pipeline(world.ctx, world.actor("cor"), Wanted())
    sums = {one.phase: one for one in pipeline.phases}
    waiting, granted = sums[Phase.WAITING], sums[Phase.GRANTED]
    assert (waiting.number, waiting.asked_cents, waiting.expected_cents, waiting.unknown) == (3, 300_000, 40_000, 2)
    assert (granted.number, granted.asked_cents, granted.granted_cents) == (1, 400_000, 150_000)
    assert (granted.expected_cents, granted.unknown) == (None, None)
    (line,) = pipeline.places
    assert (line.name, line.numbers[Phase.WAITING], line.granted_cents) == ("Huis van de wijk", 3, 150_000)


def test_every_state_has_its_phase():
    assert set(PHASE_OF) == set(State)


def test_the_longest_names_fit_in_the_index(world):
    names = {"need_title": "😀" * 300, "source_name": "é" * 300, "provider": "漢" * 300}
    with world.ctx.database.transaction() as connection:
        keep(connection, [made(world.place, 1, title="Tuin " + "x" * 195, **names)])
    assert len(found(world, text="tuin")) == 1
