"""A changed source is held against open needs, and each team hears of it once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.matcher.jobs.clock import tick_needs as tick
from services.matcher.usecases.alerting import watch_needs, watching
from services.matcher.usecases.alerting.needs_touched import needs_touched
from services.matcher.usecases.alerting.watching import start_watches, watch_sources
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.duplicates.merge_sources import Merge, merge_sources
from services.matcher.usecases.duplicates.undo_merge import undo_merge
from services.matcher.usecases.needs.change_need import close_need
from shared.access import directory
from shared.access import tables as access
from shared.access.actors import Role
from shared.kernel.ids import new_id
from shared.outbox.tables import outbox
from shared.wording.source_changes import source_change
from tests.services.matcher.world import ROTTERDAM

FUND = {
    "id": "proef-fonds",
    "name": "Proeffonds",
    "provider": "Stichting Proef",
    "provider_kind": "fund",
    "mechanism": "application",
    "status": "open",
    "support": ["money"],
    "summary": "Geld voor een borrel met buren.",
    "areas": [ROTTERDAM],
    "themes": ["meeting"],
    "applicants": [{"form": "foundation", "eligible": "yes"}],
    "amounts": [{"min": 50, "max": 500}],
    "deadlines": {"kind": "fixed", "dates": ["2026-12-10"]},
    "provenance": {"verified": True, "seen_on": "2026-11-01", "source_url": "https://example.org/"},
}
ELSEWHERE = {**FUND, "areas": ["GM0344"]}


@pytest.fixture(autouse=True)
def watched(request):
    """The watch starts at the catalogue as it was loaded, with the fund in it."""
    world = request.getfixturevalue("world" if "world" in request.fixturenames else "small_world")
    publishes(world, FUND)
    start_watches(world.ctx)
    return world


def home(world, **about):
    return world.place(legal_form="foundation", **about)


def publishes(world, *records, gone=()):
    with world.ctx.write() as work:
        publish(work.connection, records, changed_by="file", at=world.ctx.clock.now(), gone=gone)


def later(world, **by):
    world.ctx.clock.move(timedelta(**by))


def messages(world):
    """What was promised: the kinds and dates of each message, and the intents."""
    with world.ctx.database.read() as connection:
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.id)).mappings()
        return [dict(row) for row in rows]


def told(world):
    return [[change["kind"] for change in message["data"]["changes"]] for message in messages(world)]


def test_the_first_catalogue_alarms_nobody(world):
    world.need(home(world))
    tick(world.ctx)
    assert messages(world) == []


def test_a_moved_closing_is_told_once_to_the_team(world):
    place = home(world)
    need = world.need(place)
    later(world, hours=1)
    publishes(world, {**FUND, "deadlines": {"kind": "fixed", "dates": ["2026-12-05"]}})
    tick(world.ctx)
    tick(world.ctx)
    (message,) = messages(world)
    assert (message["kind"], message["audience"]) == ("sources_changed", "place_team")
    assert (message["place_id"], message["subject"]) == (place.id, f"need:{need.id}")
    assert [source_change(change) for change in message["data"]["changes"]] == [
        "Proeffonds sluit nu op 5 december 2026 in plaats van 10 december 2026. Uw start op 19 december 2026 past nog."
    ]


def test_a_new_source_is_told_and_a_change_of_words_is_not(world):
    world.need(home(world))
    later(world, hours=1)
    publishes(world, {**FUND, "summary": "Geld voor buren."}, {**FUND, "id": "nieuw", "name": "Nieuw fonds"})
    tick(world.ctx)
    (message,) = messages(world)
    assert [(c["source_name"], c["kind"], c["is_new"]) for c in message["data"]["changes"]] == [
        ("Nieuw fonds", "now_fits", True)
    ]


def test_several_changes_at_once_are_one_message_per_need(world):
    place = home(world)
    world.need(place)
    world.need(place, title="Nog een")
    later(world, hours=1)
    publishes(world, {**FUND, "status": "closed"}, *({**FUND, "id": f"nieuw-{n}"} for n in range(9)))
    tick(world.ctx)
    first, second = messages(world)
    assert first["data"]["need_title"] != second["data"]["need_title"]
    assert len(first["data"]["changes"]) == 8
    assert first["data"]["changes"][0]["kind"] == "closed"  # what is lost comes before what is new
    assert first["data"]["more"] == 2


def test_a_date_that_goes_there_and_back_is_told_each_time_but_not_within_one_look(world):
    world.need(home(world))
    other = {**FUND, "deadlines": {"kind": "fixed", "dates": ["2026-12-05"]}}
    later(world, hours=1)
    for record in (other, FUND, other):
        publishes(world, record)
        tick(world.ctx)
    assert told(world) == [["closes_earlier"], ["closes_later"], ["closes_earlier"]]
    publishes(world, FUND)
    publishes(world, other)
    tick(world.ctx)
    assert len(messages(world)) == 3


def test_a_source_that_leaves_the_catalogue_is_told(world):
    world.need(home(world))
    later(world, hours=1)
    publishes(world, gone=[FUND["id"]])
    tick(world.ctx)
    assert told(world) == [["gone"]]


def test_a_source_that_comes_back_is_not_called_new(world):
    world.need(home(world))
    later(world, hours=1)
    publishes(world, gone=[FUND["id"]])
    tick(world.ctx)
    publishes(world, FUND)
    tick(world.ctx)
    back = messages(world)[1]["data"]["changes"]
    assert [(change["kind"], change["is_new"]) for change in back] == [("now_fits", False)]


def test_merging_two_that_are_one_and_undoing_it_is_no_news(world):
    world.need(home(world))
    kept, double = str(FUND["id"]), "proef-dubbel"
    publishes(world, {**FUND, "id": double})
    later(world, hours=1)
    tick(world.ctx)
    before = len(messages(world))
    carla = world.person("Carla", Role.COORDINATOR, world.place().id)
    merge_sources(world.ctx, carla, Merge(kept, double, frozenset(), 1, 1), once=None)
    tick(world.ctx)
    undo_merge(world.ctx, carla, double, once=None)
    tick(world.ctx)
    assert len(messages(world)) == before
    publishes(world, gone=[double])
    tick(world.ctx)
    assert told(world)[before:] == [["gone"]]


def test_a_need_that_is_new_or_changed_after_it_is_not_alarmed(world):
    place = home(world)
    publishes(world, ELSEWHERE)
    later(world, hours=1)
    world.need(place)
    tick(world.ctx)
    assert messages(world) == []


def test_a_closed_need_is_not_told_not_even_what_was_promised(world):
    place = home(world)
    closed, closing = world.need(place), world.need(place)
    close_need(world.ctx, world.noor, closed.id, expected_version=1)
    later(world, hours=1)
    publishes(world, {**FUND, "status": "closed"})
    tick(world.ctx)
    (message,) = messages(world)
    assert message["subject"] == f"need:{closing.id}"
    close_need(world.ctx, world.noor, closing.id, expected_version=1)
    assert messages(world)[0]["withdrawn_reason"] == "need_closed"


def test_a_resting_place_is_left_alone(small_world):
    place = home(small_world)
    small_world.need(place)
    with small_world.ctx.people.transaction() as connection:
        today = small_world.ctx.today()
        rest = {"id": new_id(), "organisation_id": place.id, "starts_on": today, "ends_on": today}
        connection.execute(sa.insert(access.season_of_rest).values(**rest))
    later(small_world, hours=1)
    publishes(small_world, {**FUND, "status": "closed"})
    tick(small_world.ctx)
    later(small_world, days=3)
    tick(small_world.ctx)
    assert messages(small_world) == []


def test_a_need_without_an_area_stops_nobody(small_world):
    bare = home(small_world, name="Nergens")
    with small_world.ctx.people.transaction() as connection:
        connection.execute(
            sa.update(access.organisation).where(access.organisation.c.id == bare.id).values(area_code=None)
        )
    small_world.need(bare)
    small_world.need(home(small_world))
    later(small_world, hours=1)
    publishes(small_world, {**FUND, "status": "closed"})
    tick(small_world.ctx)
    assert told(small_world) == [["closed"]]


def test_the_work_is_cut_in_parts_and_tells_the_same(world, monkeypatch):
    """Changes and needs in the smallest parts: each call ends after one, and nothing is told halfway."""
    place = home(world)
    for _each in range(7):
        world.need(place)
    later(world, hours=1)
    publishes(world, {**FUND, "status": "closed"}, *({**FUND, "id": f"nieuw-{n}"} for n in range(3)))
    monkeypatch.setattr(watch_needs, "BATCH", 2)
    monkeypatch.setattr(watching, "MOST_CHANGES", 2)
    calls = 0
    while not watch_sources(world.ctx, watch_needs.WATCHER, seconds=0):
        calls += 1
        assert messages(world) == []
    assert calls == 7  # two runs of four parts; the eighth call says that it is done
    tick(world.ctx)
    assert sorted(map(sorted, told(world))) == [["closed", *["now_fits"] * 3]] * 7


def test_a_general_scheme_behind_its_local_variant_is_no_news(small_world):
    national = {**FUND, "areas": ["NL01"]}
    local = {**FUND, "id": "proef-lokaal", "name": "Proeffonds in Rotterdam", "parent": FUND["id"]}
    publishes(small_world, national, local)
    later(small_world, hours=1)
    small_world.need(home(small_world))
    small_world.need(home(small_world, name="Ver weg", area="GM0344"))
    publishes(small_world, {**national, "deadlines": {"kind": "fixed", "dates": ["2026-12-05"]}})
    tick(small_world.ctx)
    (message,) = messages(small_world)
    with small_world.ctx.people.read() as connection:
        assert directory.organisation_names(connection, [message["place_id"]]) == {message["place_id"]: "Ver weg"}


def test_a_change_can_be_looked_at_before_it_is_made(small_world):
    place = home(small_world)
    small_world.need(place)
    small_world.need(place)
    assert needs_touched(small_world.ctx, FUND, {**FUND, "status": "closed"}) == 2
    assert needs_touched(small_world.ctx, ELSEWHERE, ELSEWHERE) == 0
    assert messages(small_world) == []
