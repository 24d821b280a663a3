"""The signed call with which the matcher tells of changed sources."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from services.tracker.usecases.applying.start_application import start_application
from shared.access import service_calls
from shared.contracts.source_news import NewsForNeed, NewsUnreadable, SourceNews, from_json, to_json
from shared.contracts.source_snapshot import Closing, ClosingBasis
from tests.services.tracker.client import BASE, stranger

PATH = "/tracker/internal/v1/source-changes"
HELD = Closing(date(2027, 3, 31), basis=ClosingBasis.THROUGH)
LATER = Closing(date(2027, 4, 30), basis=ClosingBasis.THROUGH)
NEWS = SourceNews("fonds-voor-de-wijk", 4, "open", False, HELD, LATER)


def post(world, body, *, signed_for="tracker", keys=None, at=None, headers=None):
    if headers is None:
        headers = service_calls.sign(
            keys or world.ctx.settings.service_keys,
            audience=signed_for,
            method="POST",
            path=PATH,
            body=body,
            acting_person_id="",
            reason="source.changed",
            now=at or world.clock.now(),
        )
    http = stranger(world)
    path = "/internal/v1/source-changes"
    return http.post(path, base_url=BASE, data=body, headers=headers, content_type="application/json")


def body_of(*news):
    return json.dumps({"news": [to_json(one) for one in news]}).encode()


def test_news_is_taken_once(world):
    world.offer(status="open", closing=HELD)
    start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")
    first, again = post(world, body_of(NEWS)), post(world, body_of(NEWS))
    assert (first.status_code, first.json) == (200, {"new": 1})
    assert (again.status_code, again.json) == (200, {"new": 0})
    assert [row["version"] for row in world.rows("deadline")] == [1, 2]


def signed(world, body):
    return service_calls.sign(
        world.ctx.settings.service_keys,
        audience="tracker",
        method="POST",
        path=PATH,
        body=body,
        acting_person_id="",
        reason="source.changed",
        now=world.clock.now(),
    )


def test_h70_the_same_signed_call_is_refused_the_second_time(small_world):
    body = body_of(NEWS)
    headers = signed(small_world, body)
    assert post(small_world, body, headers=headers).status_code == 200
    assert post(small_world, body, headers=headers).status_code == 401


def test_h71_a_signature_holds_for_its_own_body_only(small_world):
    headers = signed(small_world, body_of(NEWS))
    assert post(small_world, body_of(NEWS, NEWS), headers=headers).status_code == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_for": "matcher"},
        {"keys": {"k": b"another key of thirty-two bytes!"}},
        {"headers": {}},
    ],
)
def test_only_the_matcher_may_tell(small_world, changes):
    assert post(small_world, body_of(NEWS), **changes).status_code == 401


def test_an_old_call_is_refused(small_world):
    assert post(small_world, body_of(NEWS), at=small_world.clock.now() - timedelta(seconds=61)).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"news": {}}',
        b'{"news": [1, {}]}',
        json.dumps({"news": [{**to_json(NEWS), "version": 9}]}).encode(),
        json.dumps({"news": [{**to_json(NEWS), "sourceVersion": 0}]}).encode(),
        json.dumps({"news": [{**to_json(NEWS), "closing": {"date": "31 maart"}}]}).encode(),
        json.dumps({"news": [to_json(NEWS)] * 51}).encode(),
    ],
)
def test_what_can_not_be_read_is_told_as_such(small_world, body):
    answer = post(small_world, body)
    assert answer.status_code == 400
    assert answer.json["errors"][0]["code"] == "unreadable_news"


def test_every_part_that_is_wrong_is_named(small_world):
    answer = post(small_world, b'{"news": [1, {}]}')
    assert [error["field"] for error in answer.json["errors"]] == ["news[0]", "news[1]"]


def test_news_survives_its_json_and_unknown_names():
    needs = (NewsForNeed("need-1", HELD, LATER, date(2027, 6, 1), 8.5),)
    news = SourceNews("bron", 3, "open", False, HELD, None, 6.0, "decision", ("oud",), needs)
    assert from_json(json.loads(json.dumps({**to_json(news), "tomorrow": 1}))) == news
    with pytest.raises(NewsUnreadable):
        from_json({**to_json(news), "weeksBeforeStart": True})
