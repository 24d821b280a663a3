"""The reply with matches is what its schema says, and never older or wider than what somebody may see now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from services.matcher.api.match_schemas import MatchPage
from services.matcher.storage import outcomes
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.needs.change_need import change_need
from services.matcher.usecases.needs.find_matches import find_matches, page_after
from services.matcher.usecases.needs.list_matches import Wanted, ask_for_matches
from services.matcher.usecases.needs.need import see_need
from services.matcher.usecases.outcomes.history import PlaceHistory
from services.matcher.usecases.outcomes.take_event import take_event
from services.matcher.usecases.places.change_place import change_place
from services.matcher.usecases.places.tell_facts import tell_facts
from shared.access.actors import Role
from shared.access.scope import SYSTEM
from shared.contracts.application_events import Standing
from tests.services.matcher.api.test_events import an_event
from tests.services.matcher.world import NOW, ROTTERDAM

API = "/api/v1"


@pytest.fixture
def place(small_world):
    return small_world.place(legal_form="informal_group")


@pytest.fixture
def need(small_world, place):
    return small_world.need(place, support=["money", "space"], total_budget="2000")


@pytest.fixture
def client(small_world, need):
    return small_world.client(small_world.noor)


def asked(client, need, **query):
    return client.get(f"{API}/needs/{need.id}/matches", query_string=query)


QUERIES: list[dict[str, Any]] = [{}, {"top": 100}, {"group": "not_for_you", "top": 5}, {"support": "space"}]


@pytest.mark.parametrize("query", QUERIES)
def test_the_reply_is_what_the_schema_makes_of_the_same_matches(small_world, client, need, query):
    the_reply_is_what_the_schema_makes(small_world, client, need, query)


@pytest.mark.parametrize("query", QUERIES)
def test_also_where_decisions_here_tell_of_a_chance(small_world, client, place, need, query):
    matches = find_matches(small_world.ctx, small_world.noor, need.id).matches
    for source_id, standing in ((matches[0].source_id, Standing.REFUSED), (matches[3].source_id, Standing.GRANTED)):
        for __ in range(8):
            take_event(small_world.ctx, an_event(source_id=source_id, standing=standing))
    assert find_matches(small_world.ctx, small_world.noor, need.id).matches[0].source_id != matches[0].source_id
    the_reply_is_what_the_schema_makes(small_world, client, need, query)


def the_reply_is_what_the_schema_makes(small_world, client, need, query):
    reply = asked(client, need, **query)
    found = find_matches(small_world.ctx, small_world.noor, need.id).offering(query.get("support"))
    chosen = [match for match in found.matches if query.get("group") in (None, match.group)]
    shown, __ = page_after(chosen, None, query.get("top", 20))
    rows = [explained.row for explained in found.explain(shown)]
    counted = {"counts": found.counts(), "strong": sum(match.is_strong for match in found.matches)}
    page = {"items": rows, **counted, "reckoned_on": found.today, "next_cursor": None}

    dumped = json.loads(json.dumps(MatchPage().dump(page)))
    assert len(reply.json["items"]) == len(shown) > 4
    assert {**reply.json, "nextCursor": None} == dumped
    assert MatchPage().validate(reply.json) == {}


def test_all_pages_together_are_all_matches_in_their_order(small_world, client, need):
    seen: list[str] = []
    address: str | None = f"{API}/needs/{need.id}/matches?top=100"
    while address:
        page = client.get(address)
        seen += [item["id"] for item in page.json["items"]]
        address = page.headers["Link"].split(">")[0].lstrip("<") if "Link" in page.headers else None
    assert seen == [match.source_id for match in find_matches(small_world.ctx, small_world.noor, need.id).matches]


def test_a_second_look_is_the_same_text(client, need):
    first = asked(client, need)
    again = asked(client, need)
    assert first.data == again.data
    assert first.headers["Link"] == again.headers["Link"]


def test_what_decides_the_reply_changes_it_at_once(small_world, client, place, need):
    world = small_world
    replies = [asked(client, need, top=100).data]
    change_need(world.ctx, world.noor, need.id, {**need.row.document, "amount_sought": "1900"}, expected_version=1)
    replies.append(asked(client, need, top=100).data)
    tell_facts(world.ctx, world.noor, place.id, {"anbi": False, "fiscal_host": False}, expected_version=0)
    replies.append(asked(client, need, top=100).data)
    change_place(world.ctx, world.noor, place.id, {"name": "X", "area": ROTTERDAM}, expected_version=1)
    replies.append(asked(client, need, top=100).data)
    first = json.loads(replies[-1])["items"][0]["id"]
    record = dict(current_catalogue(world.ctx.database).sources[first].document)
    with world.ctx.database.transaction() as connection:
        publish(connection, [{**record, "name": "Een nieuwe naam"}], changed_by="file", at=NOW)
    replies.append(asked(client, need, top=100).data)
    assert json.loads(replies[-1])["items"][0]["name"] == "Een nieuwe naam"
    items = json.loads(replies[-1])["items"]
    limited = next(item["id"] for item in items if rests_on(item, "frequency", "previous_closed"))
    take_event(world.ctx, an_event(place_id=place.id, source_id=limited, standing=Standing.GRANTED))
    replies.append(asked(client, need, top=100).data)
    assert len(set(replies)) == 6


def rests_on(item, *criteria):
    return any(reason["criterion"] in criteria for reason in item["reasons"])


def test_what_others_under_the_same_legal_person_asked_decides_too(small_world, need):
    """Coalitions stand in the people database, which has no change number here."""
    placed = see_need(small_world.ctx, small_world.noor, need.id)
    known = ask_for_matches(small_world.ctx, small_world.noor, need.id, Wanted())
    take_event(small_world.ctx, an_event(source_id="x", legal_person="12345678"))
    with small_world.ctx.database.read() as connection:
        others = tuple(outcomes.of_legal_persons(SYSTEM, connection, ["12345678"]))
    with_others = replace(placed, place=replace(placed.place, history=PlaceHistory(others=others)))
    assert replace(known, placed=with_others).key != known.key


def test_a_reply_is_not_kept_for_somebody_else(small_world, client, need):
    assert asked(client, need).status_code == 200
    stranger = small_world.person("Vreemd", Role.BOARD, small_world.place("Elders").id)
    assert asked(small_world.client(stranger), need).status_code == 404
    assert asked(small_world.client(), need).status_code == 401
