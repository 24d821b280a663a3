"""The tracker hears of sources that changed: at least once, and only what its applications hang on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.matcher.jobs.clock import tick_applications, tick_needs
from services.matcher.storage import outcomes
from services.matcher.usecases.alerting.watching import start_watches
from services.matcher.usecases.duplicates.merge_sources import Merge, merge_sources
from services.matcher.usecases.outcomes.take_event import take_event
from shared.access.actors import Role
from shared.access.scope import SYSTEM
from shared.contracts.application_events import Standing
from shared.contracts.source_news import from_json, to_json
from tests.services.matcher.api.test_events import an_event, following
from tests.services.matcher.usecases.alerting.test_watch_needs import FUND, home, later, messages, publishes

EARLIER = {**FUND, "deadlines": {"kind": "fixed", "dates": ["2026-12-05"]}}


class FakeTracker:
    """Takes all news, unless it is away; every telling is read back from its JSON."""

    def __init__(self):
        self.told, self.away = [], False

    def tell(self, news):
        if not self.away:
            self.told += [from_json(to_json(one)) for one in news]
        return not self.away


@pytest.fixture
def tracker():
    return FakeTracker()


@pytest.fixture(autouse=True)
def watched(request):
    world = request.getfixturevalue("world" if "world" in request.fixturenames else "small_world")
    publishes(world, FUND)
    start_watches(world.ctx)
    later(world, hours=1)
    return world


def started(world, need, **changes):
    event = an_event(source_id=FUND["id"], need_id=need.id, place_id=need.row.place_id, standing=Standing.STARTED)
    event = replace(event, **changes)
    take_event(world.ctx, event)
    return event


def test_a_moved_closing_is_told_with_what_it_means_for_the_need(world, tracker):
    need = world.need(home(world))
    started(world, need)
    publishes(world, EARLIER)
    tick_applications(world.ctx, tracker)
    tick_applications(world.ctx, tracker)
    (news,) = tracker.told
    assert (news.source_id, news.source_version, news.status, news.gone) == (FUND["id"], 2, "open", False)
    assert (news.was.date, news.closing.date) == (date(2026, 12, 10), date(2026, 12, 5))
    (mine,) = news.needs
    assert (mine.need_id, mine.closing.date, mine.starts_on) == (need.id, date(2026, 12, 5), date(2026, 12, 19))
    assert news.for_need("another").closing == news.closing


def test_words_and_new_sources_are_no_news_for_applications(small_world, tracker):
    publishes(small_world, {**FUND, "summary": "Geld voor buren."}, {**FUND, "id": "nieuw", "name": "Nieuw fonds"})
    tick_applications(small_world.ctx, tracker)
    assert tracker.told == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"status": "closed"}, ("closed", False)),
        ({"deadlines": {"kind": "rolling"}}, ("open", False)),
        ({"decision_weeks": 8}, ("open", False)),
    ],
)
def test_what_applications_hang_on_is_told(small_world, tracker, change, expected):
    publishes(small_world, {**FUND, **change})
    tick_applications(small_world.ctx, tracker)
    (news,) = tracker.told
    assert (news.status, news.gone) == expected


def test_a_source_that_is_gone_is_told(small_world, tracker):
    publishes(small_world, gone=[FUND["id"]])
    tick_applications(small_world.ctx, tracker)
    assert [(news.source_id, news.gone) for news in tracker.told] == [(FUND["id"], True)]


def test_a_source_that_was_merged_lives_on_under_another_id(small_world, tracker):
    world, kept, double = small_world, str(FUND["id"]), "proef-dubbel"
    publishes(world, {**FUND, "id": double})
    need = world.need(home(world))
    started(world, need, source_id=double)
    carla = world.person("Carla", Role.COORDINATOR, world.place().id)
    merge_sources(world.ctx, carla, Merge(kept, double, frozenset(), 1, 1), once=None)
    tick_applications(world.ctx, tracker)
    assert tracker.told == []
    publishes(world, EARLIER)
    tick_applications(world.ctx, tracker)
    (news,) = tracker.told
    assert (news.source_id, news.former_ids) == (kept, (double,))
    assert [one.need_id for one in news.needs] == [need.id]


def test_a_tracker_that_is_away_hears_it_later(world, tracker):
    tracker.away = True
    publishes(world, EARLIER)
    tick_applications(world.ctx, tracker)
    assert tracker.told == []
    tracker.away = False
    tick_applications(world.ctx, tracker)
    assert [news.closing.date for news in tracker.told] == [date(2026, 12, 5)]


def test_of_an_application_under_way_the_tracker_tells_and_the_matcher_is_silent(world):
    need = world.need(home(world))
    event = started(world, need)
    publishes(world, EARLIER)
    tick_needs(world.ctx)
    assert messages(world) == []
    # What is not about dates stays the matcher's to tell; and so does everything once it was handed in.
    publishes(world, {**EARLIER, "amounts": [{"min": 10, "max": 20}]})
    tick_needs(world.ctx)
    assert [one["kind"] for one in messages(world)[0]["data"]["changes"]] == ["covers_less"]
    take_event(world.ctx, following(event, standing=Standing.WITHDRAWN))
    later(world, hours=1)
    publishes(world, {**FUND, "amounts": [{"min": 10, "max": 20}]})
    tick_needs(world.ctx)
    assert [one["kind"] for one in messages(world)[1]["data"]["changes"]] == ["closes_later"]


def test_only_started_applications_are_under_way(small_world):
    need = small_world.need(home(small_world))
    event = started(small_world, need)
    with small_world.ctx.database.read() as connection:
        assert len(outcomes.under_way_at(SYSTEM, connection, {str(FUND["id"])})) == 1
    take_event(small_world.ctx, following(event, standing=Standing.SUBMITTED))
    with small_world.ctx.database.read() as connection:
        assert outcomes.under_way_at(SYSTEM, connection, {str(FUND["id"])}) == []
