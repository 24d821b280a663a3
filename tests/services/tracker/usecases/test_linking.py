"""What came from a sheet gets its source from the catalogue: proposed, chosen with one tap, and taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from services.tracker.usecases.linking.link_source import link_source, unlink_source
from services.tracker.usecases.linking.see_likely import see_unlinked
from shared.contracts.likely_sources import Likely, LikelyNeed, LikelySource
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound
from tests.services.tracker.acts import begin
from tests.services.tracker.client import client_of, hidden_of, words_of
from tests.services.tracker.usecases.exchanging.test_importing import HERE, whole

LINK = {"need_id": "need-1", "source_id": "fonds-voor-de-wijk"}


@pytest.fixture
def row(world):
    """An application that came from a sheet."""
    return noted(world)


def noted(world):
    whole(world, [[HERE, "Keuken", "Keukens vd buurt", 1000, None, "concept"]])
    world.matcher.proposals = Likely(
        (LikelySource("fonds-voor-de-wijk", "Keukens voor de buurt", "Fonds voor de wijk"),),
        (LikelyNeed("need-1", "Een nieuwe keuken"), LikelyNeed("need-2", "Iets anders")),
    )
    return world.rows("application")[0]


def link(world, row, who="bea", **changes):
    return link_source(world.ctx, world.actor(who), row["id"], **LINK | changes)


def test_a_choice_brings_the_copy_of_the_source_and_goes_back_to_what_the_sheet_said(world, row):
    linked = link(world, row)
    assert (linked.source_id, linked.source_name, linked.need_id) == (
        "fonds-voor-de-wijk",
        "Keukens voor de buurt",
        "need-1",
    )
    assert (linked.title, linked.amount_cents, linked.state.value) == ("Keuken", 100_000, "draft")
    assert [kept["source_id"] for kept in world.rows("source_snapshot")] == ["", "fonds-voor-de-wijk"]
    assert see_unlinked(world.ctx, world.actor("bea")).total == 0
    world.clock.move(timedelta(hours=23))
    back = unlink_source(world.ctx, world.actor("mo"), row["id"])
    names = ("source_id", "source_name", "provider", "need_id", "need_title", "provider_kind", "source_status")
    assert {name: getattr(back, name) for name in names} == {name: row[name] for name in names}
    assert see_unlinked(world.ctx, world.actor("bea")).total == 1
    link(world, row)
    world.clock.move(timedelta(hours=25))
    with pytest.raises(NotAllowedNow):
        unlink_source(world.ctx, world.actor("bea"), row["id"])


def test_what_can_not_be_linked(small_world):
    world = small_world
    row = noted(world)
    with pytest.raises(NotFound):
        link(world, row, source_id="weg")
    with pytest.raises(NotFound):
        link(world, row, "otto")
    with pytest.raises(Forbidden):
        link(world, row, "cor")
    world.gather("other")
    world.offer(need_id="need-9", place_id=world.ids["other"])
    with pytest.raises((InvalidInput, NotFound)):
        link(world, row, need_id="need-9")
    other = begin(world)  # this need has an open application at this source
    with pytest.raises(NotAllowedNow) as refused:
        link(world, row)
    assert (refused.value.code, world.rows("application", id=row["id"])[0]["source_id"]) == ("already_open", "")
    with pytest.raises(NotAllowedNow):
        link_source(world.ctx, world.actor("bea"), other.id, need_id="need-1", source_id="fonds-voor-de-wijk")
    with pytest.raises(NotAllowedNow):  # not from a sheet
        unlink_source(world.ctx, world.actor("bea"), other.id)


def test_on_the_pages_one_tap_ties_it(small_world):
    world, bea = small_world, client_of(small_world, "bea")
    row = noted(world)
    here = f"/applications/{row['id']}"
    assert "Bij 1 aanvraag hoort nog geen bron" in words_of(bea.get("/sheets").text)
    text = bea.get("/applications-without-source").text
    assert re.findall(r'<option value="([^"]+)"', text) == ["need-1", "need-2"]
    fields = hidden_of(text, f"{here}/source")
    answer = bea.post(f"{here}/source", **fields, need_id="need-1", source_id="fonds-voor-de-wijk")
    assert answer.headers["Location"].endswith("/applications-without-source")
    assert "Alle aanvragen hebben een bron" in words_of(bea.get("/applications-without-source").text)
    page = bea.get(here).text
    assert "Dit is niet de bron" in words_of(page) and "Bij Keukens voor de buurt" in words_of(page)
    bea.post(f"{here}/source/undo", **hidden_of(page, f"{here}/source/undo"))
    page = bea.get(here).text
    assert "Is het een van deze bronnen?" in words_of(page)
    world.matcher.away = True
    assert "Wij weten van de bron alleen de naam" in words_of(bea.get(here).text)
    assert "niet bereikbaar" in words_of(bea.get("/applications-without-source").text)
    world.matcher.away = False
    world.matcher.proposals = Likely(world.matcher.proposals.sources)
    assert "Beschrijf eerst een behoefte" in words_of(bea.get(here).text)


def test_the_api(small_world):
    world, bea = small_world, client_of(small_world, "bea")
    row = noted(world)
    found = bea.send("GET", "/applications-without-source").json
    assert (found["total"], found["proposed"], len(found["items"])) == (1, True, 1)
    item = found["items"][0]
    told = (item["application"]["id"], item["sources"][0]["id"], item["needs"][0]["id"])
    assert told == (row["id"], LINK["source_id"], LINK["need_id"])
    path = f"/applications/{row['id']}/source"
    body = {"needId": LINK["need_id"], "sourceId": LINK["source_id"]}
    linked = bea.send("PUT", path, body, version=row["version"])
    assert (linked.status_code, linked.json["sourceId"]) == (200, LINK["source_id"])
    assert bea.send("PUT", path, body, version=row["version"]).status_code == 412
    undone = bea.send("POST", f"{path}/undo", version=linked.json["version"])
    assert (undone.status_code, undone.json["sourceId"]) == (200, "")
