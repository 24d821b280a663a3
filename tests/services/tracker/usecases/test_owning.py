"""Who does an application: given to somebody, found in the list, and taken back."""

from __future__ import annotations

import re

import pytest

from services.tracker.usecases.handing_over.give_application import give_application
from services.tracker.usecases.handing_over.undo_handover import undo_handover
from shared.kernel.errors import Forbidden, InvalidInput, NotFound
from tests.services.tracker.acts import begin
from tests.services.tracker.client import client_of, hidden_of, words_of


def give(world, who, application, to):
    return give_application(world.ctx, world.actor(who), application.id, to_person=world.ids[to])


def test_it_goes_over_is_told_and_comes_back(world):
    application = begin(world)
    assert application.in_hands_of == world.ids["mo"]
    given = give(world, "bea", application, "vera")
    assert (given.in_hands_of, given.version) == (world.ids["vera"], application.version + 1)
    told = {row["person_id"] for row in world.rows("outbox_intent") if row["kind"] == "handed_over"}
    assert told == {world.ids["mo"], world.ids["vera"]}
    (item,) = world.rows("handover_item")
    undo_handover(world.ctx, world.actor("bea"), item["handover_id"])
    assert world.rows("application")[0]["owner_id"] == world.ids["mo"]


@pytest.mark.parametrize(
    ("who", "to", "error"),
    [
        ("victor", "vera", Forbidden),
        ("bea", "otto", InvalidInput),
        ("otto", "otto", NotFound),
        ("cor", "cor", Forbidden),
    ],
)
def test_who_may_give_what_to_whom(small_world, who, to, error):
    application = begin(small_world)
    with pytest.raises(error):
        give(small_world, who, application, to)
    assert small_world.rows("application")[0]["owner_id"] == small_world.ids["mo"]
    assert give(small_world, "victor", application, "victor").in_hands_of == small_world.ids["victor"]  # takes it on


def test_on_the_pages_and_in_the_list(small_world):
    world, bea = small_world, client_of(small_world, "bea")
    application = begin(world)
    here = f"/applications/{application.id}"
    assert "Wie doet dit: Mo." in words_of(bea.get(here).text)
    form = bea.get(f"{here}/owner").text
    people = set(re.findall(r'name="toPerson" value="([^"]+)"', form))
    assert people == {world.ids[name] for name in ("bea", "mo", "vera", "victor")}
    answer = bea.post(f"{here}/owner", **hidden_of(form, f"{here}/owner"), toPerson=world.ids["bea"])
    assert answer.status_code == 303
    assert "Wie doet dit: Bea." in words_of(bea.get(here).text)
    assert application.title in words_of(bea.get(f"/applications?who={world.ids['bea']}").text)
    assert "Niets gevonden" in words_of(bea.get(f"/applications?who={world.ids['mo']}").text)
    listed = bea.send("GET", f"/applications?ownerId={world.ids['bea']}").json["items"]
    assert [one["ownerId"] for one in listed] == [world.ids["bea"]]
    version = listed[0]["version"]
    changed = bea.send("PUT", f"{here}/owner", {"toPerson": world.ids["mo"]}, version=version)
    assert (changed.status_code, changed.json["ownerId"]) == (200, world.ids["mo"])
    assert bea.send("PUT", f"{here}/owner", {"toPerson": world.ids["bea"]}, version=version).status_code == 412
