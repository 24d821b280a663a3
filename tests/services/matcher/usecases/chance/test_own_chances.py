"""Decisions on applications here become chances on the page, in JSON and in the score; few give no number."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.chance.own_chances import own_chances
from services.matcher.usecases.chance.see_own_chances import see_own_chances
from services.matcher.usecases.duplicates.undo_merge import undo_merge
from services.matcher.usecases.needs.find_matches import best_of, explain_one, find_matches
from services.matcher.usecases.outcomes.take_event import take_event
from shared.contracts.application_events import Standing
from tests.services.matcher.api.test_events import an_event
from tests.services.matcher.usecases.duplicates.test_merge_sources import KEPT, OLD, merge, with_double
from tests.services.matcher.world import NOW


@pytest.fixture
def source_id(small_world):
    """A source that fits the need of the tests."""
    need = small_world.need(small_world.place("Een andere plek"))
    return find_matches(small_world.ctx, small_world.noor, need.id).matches[3].source_id


def decide(world, source_id, *standings):
    for number, standing in enumerate(standings):
        day = date(2024, 1, 1) + timedelta(days=number)
        granted = 25_000 if standing.is_granted else None
        take_event(world.ctx, an_event(source_id=source_id, standing=standing, happened_on=day, granted_cents=granted))


def test_four_decisions_are_too_few(small_world, source_id):
    decide(small_world, source_id, *[Standing.GRANTED] * 4, *[Standing.SUBMITTED] * 9)
    answer = small_world.client().get("/api/v1/chances").json
    assert answer == {"sources": [], "tooFew": 1, "figures": None}
    page = small_world.client().get("/catalogue/chance").text
    assert "Voor de bronnen van nu: te weinig geschiedenis." in page


def test_five_decisions_give_a_chance_with_its_interval(world, source_id):
    decide(world, source_id, *[Standing.GRANTED_PARTLY] * 4, Standing.REFUSED)
    known = own_chances(world.ctx.database)
    chance = known.chances[source_id]
    assert (chance.granted, chance.decisions) == (4, 5)
    assert chance.low < chance.expected < chance.high
    assert chance.share == pytest.approx(0.5, abs=0.15)
    assert own_chances(world.ctx.database) is known, "nothing changed, nothing is reckoned again"

    decide(world, source_id, Standing.REFUSED)
    assert own_chances(world.ctx.database).chances[source_id].decisions == 6


def test_page_and_json_show_the_source(small_world, source_id):
    decide(small_world, source_id, *[Standing.GRANTED] * 8, *[Standing.REFUSED] * 4)
    answer = small_world.client().get("/api/v1/chances").json
    assert [(one["id"], one["decisions"]) for one in answer["sources"]] == [(source_id, 12)]
    assert answer["figures"]["predictions"] == 7
    page = small_world.client().get("/catalogue/chance").text
    assert answer["sources"][0]["name"] in page
    assert "Wij keken ook terug" in page


def test_the_results_of_two_places_are_for_nobody_to_see_and_still_count_in_the_score(small_world, source_id):
    mine, sister = (small_world.place(name) for name in ("Tuin", "Keuken"))
    for number in range(6):
        place = mine if number else sister
        take_event(small_world.ctx, an_event(source_id=source_id, standing=Standing.REFUSED, place_id=place.id))
    assert small_world.client().get("/api/v1/chances").json == {"sources": [], "tooFew": 1, "figures": None}
    assert "te weinig geschiedenis" in small_world.client().get("/catalogue/chance").text
    assert own_chances(small_world.ctx.database).swings[source_id] < 0

    decide(small_world, source_id, Standing.REFUSED)
    assert [one["decisions"] for one in small_world.client().get("/api/v1/chances").json["sources"]] == [7]


def test_decisions_on_a_source_that_became_another_count_for_that_one(world):
    kept, old, carla = KEPT, OLD, with_double(world)
    decide(world, kept, *[Standing.GRANTED] * 3)
    decide(world, old, *[Standing.REFUSED] * 3)
    assert own_chances(world.ctx.database).chances == {}

    merge(world, carla, kept=kept, old=old)
    assert own_chances(world.ctx.database).chances[kept].decisions == 6
    assert [one.id for one in see_own_chances(world.ctx, None).sources] == [kept]

    undo_merge(world.ctx, carla, old, once=None)
    assert own_chances(world.ctx.database).chances == {}


def test_a_source_that_is_listed_no_more_is_not_shown(small_world, source_id):
    decide(small_world, source_id, *[Standing.GRANTED] * 5)
    with small_world.ctx.write() as work:
        publish(work.connection, [], changed_by="x", at=NOW, gone=[source_id])
    assert see_own_chances(small_world.ctx, None).sources == ()


def test_the_score_has_the_part_only_where_there_is_a_number(small_world, source_id):
    need = small_world.need(small_world.place())
    before = find_matches(small_world.ctx, small_world.noor, need.id)
    decide(small_world, source_id, *[Standing.REFUSED] * 12)
    decide(small_world, "geen-bron", *[Standing.GRANTED] * 12)
    after = find_matches(small_world.ctx, small_world.noor, need.id)

    parts = {match.source_id: dict(match.parts) for match in after.matches}
    assert [id_ for id_, part in parts.items() if "chance" in part] == [source_id]
    assert parts[source_id]["chance"] < 0
    others = [match.source_id for match in before.matches if match.source_id != source_id]
    assert [match.source_id for match in after.matches if match.source_id != source_id] == others

    one = explain_one(small_world.ctx, small_world.noor, need.id, source_id)[1]
    assert one.row["parts"] == parts[source_id]
    best = best_of(small_world.ctx, after.placed, 20).matches
    assert [(m.source_id, m.score) for m in best] == [
        (m.source_id, m.score) for m in after.matches if m.group != "not_for_you"
    ][:20]
