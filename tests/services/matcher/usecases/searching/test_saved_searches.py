"""Searches that people keep: what they find, what is new, and the one message a day."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock

import pytest
import sqlalchemy as sa

from services.matcher.domain.searching.search_words import search_text
from services.matcher.jobs.clock import tick_searches as tick
from services.matcher.storage.search_hits import WAITING, SearchHit, keep_hits
from services.matcher.storage.tables import saved_search, search_hit
from services.matcher.usecases.alerting.watching import start_watches
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.searching import search_sources
from services.matcher.usecases.searching.change_search import (
    change_search,
    delete_search,
    forget_searches,
    look_at_search,
    restore_search,
)
from services.matcher.usecases.searching.keep_search import MOST, keep_search
from services.matcher.usecases.searching.saved_search import my_search, my_searches
from shared.access.scope import SYSTEM
from shared.kernel.errors import InvalidInput, NotFound, NotSignedIn, Stale
from shared.outbox.tables import outbox
from shared.wording.source_changes import source_change

GARDEN = {
    "id": "tuin-fonds",
    "name": "Tuinfonds",
    "provider": "Stichting Tuin",
    "provider_kind": "fund",
    "mechanism": "application",
    "status": "open",
    "support": ["money"],
    "summary": "Geld voor geveltuintjes in Zwollerkerspel.",
    "areas": ["GM0193"],
    "provenance": {"verified": True, "seen_on": "2026-11-01", "source_url": "https://example.org/"},
}
WORDS = {"name": "Tuinen", "words": "geveltuintje Zwollerkerspel"}


def publishes(world, *records):
    with world.ctx.write() as work:
        publish(work.connection, records, changed_by="file", at=world.ctx.clock.now())


def later(world, **by):
    world.ctx.clock.move(timedelta(**by))


def messages(world):
    with world.ctx.database.read() as connection:
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.id)).mappings()
        return [dict(row) for row in rows]


def numbered(number, **more):
    return {**GARDEN, "id": f"tuin-{number}", "name": f"Tuin {number}", **more}


@pytest.fixture
def piet(world):
    """Somebody without any place; the watch is started."""
    start_watches(world.ctx)
    return world.person("Piet")


def test_a_kept_search_counts_and_tells_what_is_new(world, piet):
    kept = keep_search(world.ctx, piet, WORDS)
    assert kept.count == 0
    later(world, hours=1)
    publishes(world, GARDEN)
    tick(world.ctx)
    tick(world.ctx)
    (found,) = my_searches(world.ctx, piet)
    assert (found.count, found.new_sources) == (1, {"tuin-fonds": "Tuinfonds"})
    (message,) = messages(world)
    assert (message["kind"], message["audience"], message["person_id"]) == ("search_found", "person", piet.person_id)
    assert [(c["search_name"], source_change(c)) for c in message["data"]["changes"]] == [
        ("Tuinen", "Tuinfonds is nieuw.")
    ]
    later(world, hours=1)
    look_at_search(world.ctx, piet, kept.id)
    assert my_search(world.ctx, piet, kept.id).new_sources == {}


def test_one_message_a_day_gathers_all_searches(world, piet):
    keep_search(world.ctx, piet, WORDS)
    keep_search(world.ctx, piet, {"name": "Zwolle", "area": "GM0193", "words": "Zwollerkerspel"})
    later(world, minutes=5)
    publishes(world, numbered(1))
    tick(world.ctx)
    later(world, minutes=5)
    publishes(world, numbered(2))
    publishes(world, numbered(3))
    tick(world.ctx)
    assert len(messages(world)) == 1
    world.ctx.clock.move(timedelta(hours=12))  # the next day, a little after one in the morning
    tick(world.ctx)
    assert len(messages(world)) == 1
    later(world, hours=8)
    tick(world.ctx)
    tick(world.ctx)
    first, second = messages(world)
    assert [c["source_name"] for c in first["data"]["changes"]] == ["Tuin 1"]
    assert sorted(c["source_name"] for c in second["data"]["changes"]) == ["Tuin 2", "Tuin 3"]


def test_a_change_that_says_nothing_new_is_not_told(world, piet):
    publishes(world, GARDEN)
    later(world, hours=1)
    keep_search(world.ctx, piet, WORDS)
    tick(world.ctx)
    publishes(world, {**GARDEN, "url": "https://example.org/anders"})
    tick(world.ctx)
    assert messages(world) == []
    publishes(world, {**GARDEN, "amounts": [{"max": 500}]})
    tick(world.ctx)
    assert [source_change(c) for c in messages(world)[0]["data"]["changes"]] == ["Tuinfonds geeft nu een ander bedrag."]


def test_a_source_that_comes_back_is_not_called_new(world, piet):
    publishes(world, GARDEN)
    keep_search(world.ctx, piet, WORDS)
    later(world, hours=1)
    with world.ctx.write() as work:
        publish(work.connection, [], changed_by="file", at=world.ctx.clock.now(), gone=["tuin-fonds"])
    tick(world.ctx)
    publishes(world, GARDEN)
    tick(world.ctx)
    assert [source_change(c) for c in messages(world)[0]["data"]["changes"]] == ["Tuinfonds hoort er nu bij."]


def told_tomorrow(world):
    """What the message of the next day says; today's is out."""
    before = len(messages(world))
    later(world, days=1)
    tick(world.ctx)
    return [(message["data"]["changes"], message["data"]["more"]) for message in messages(world)[before:]]


@pytest.fixture
def heard(world, piet):
    """Piet keeps a search, and got his message of today."""
    kept = keep_search(world.ctx, piet, WORDS)
    later(world, minutes=5)
    publishes(world, numbered(0), {**GARDEN, "status": "announced"})
    tick(world.ctx)
    return kept


def test_what_changed_twice_is_told_as_it_is_now(world, heard):
    for day in ("2027-03-01", "2027-02-01", "2027-01-10"):
        publishes(world, numbered(0, deadlines={"kind": "fixed", "dates": [day]}))
        tick(world.ctx)
        later(world, minutes=1)
    ((changes, _more),) = told_tomorrow(world)
    assert [c["to"] for c in changes if c["kind"] == "closes_earlier"] == ["2027-01-10"]


def test_what_is_over_before_the_message_goes_out_is_not_told(world, heard):
    publishes(world, GARDEN, numbered(0, amounts=[{"max": 500}]))
    tick(world.ctx)
    with world.ctx.write() as work:
        closed = {**GARDEN, "status": "closed"}
        publish(work.connection, [closed], changed_by="file", at=world.ctx.clock.now(), gone=["tuin-0"])
    tick(world.ctx)
    assert told_tomorrow(world) == []


def test_the_rest_is_counted_in_sources(world, heard):
    several = {"deadlines": {"kind": "fixed", "dates": ["2027-03-01"]}, "amounts": [{"max": 500}]}
    publishes(world, *(numbered(number) for number in range(1, 8)))
    tick(world.ctx)
    publishes(world, *(numbered(number, **several) for number in range(1, 8)))
    tick(world.ctx)
    ((changes, more),) = told_tomorrow(world)
    # Twenty-one changes of seven sources; the message names three of them.
    assert (len(changes), len({c["source_name"] for c in changes}), more) == (8, 3, 4)


@pytest.mark.parametrize("leave", [delete_search, change_search])
def test_what_was_found_while_a_search_was_left_is_not_told(world, heard, piet, leave):
    given = [{"alerts": False}] if leave is change_search else []
    leave(world.ctx, piet, heard.id, *given, expected_version=1)
    # The watch read the search before.
    late = SearchHit(heard.id, "tuin-0", 1, "amounts_changed", piet.person_id, {}, world.ctx.clock.now(), WAITING)
    with world.ctx.write() as work:
        keep_hits(SYSTEM, work.connection, [late])
    assert told_tomorrow(world) == []


def test_the_words_of_a_source_are_worked_out_once_for_all_searches(small_world, monkeypatch):
    publishes(small_world, GARDEN)
    start_watches(small_world.ctx)
    for number in range(3):
        keep_search(small_world.ctx, small_world.noor, {**WORDS, "name": f"Tuin {number}"})
    later(small_world, hours=1)
    publishes(small_world, {**GARDEN, "summary": "Geld voor geveltuintjes in Zwollerkerspel en erbuiten."})
    reading = Mock(wraps=search_text)
    monkeypatch.setattr(search_sources, "search_text", reading)
    tick(small_world.ctx)
    assert reading.call_count == 2  # before and after


def test_with_messages_off_it_is_only_on_the_page(world, piet):
    off = keep_search(world.ctx, piet, {**WORDS, "alerts": False})
    later(world, hours=1)
    publishes(world, GARDEN)
    tick(world.ctx)
    assert messages(world) == []
    assert my_search(world.ctx, piet, off.id).new_sources == {"tuin-fonds": "Tuinfonds"}
    change_search(world.ctx, piet, off.id, {"alerts": True}, expected_version=1)
    tick(world.ctx)
    assert messages(world) == []  # what was found before is not told after all


def test_deleting_can_be_taken_back_and_silences(small_world):
    start_watches(small_world.ctx)
    piet = small_world.person("Piet")
    kept = keep_search(small_world.ctx, piet, WORDS)
    later(small_world, hours=1)
    publishes(small_world, GARDEN)
    deleted = delete_search(small_world.ctx, piet, kept.id, expected_version=1)
    assert my_searches(small_world.ctx, piet) == []
    tick(small_world.ctx)
    assert messages(small_world) == []
    restore_search(small_world.ctx, piet, kept.id, expected_version=deleted.row.version)
    assert [one.row.name for one in my_searches(small_world.ctx, piet)] == ["Tuinen"]
    delete_search(small_world.ctx, piet, kept.id, expected_version=3)
    later(small_world, days=31)
    assert forget_searches(small_world.ctx) == 1


def test_what_is_forgotten_takes_its_findings_along(world, piet):
    kept = keep_search(world.ctx, piet, WORDS)
    later(world, hours=1)
    publishes(world, GARDEN)
    tick(world.ctx)
    delete_search(world.ctx, piet, kept.id, expected_version=1)
    later(world, days=31)
    forget_searches(world.ctx)
    with world.ctx.database.read() as connection:
        for table in (saved_search, search_hit):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 0


def test_nobody_reaches_the_searches_of_somebody_else(small_world):
    piet, eva = small_world.person("Piet"), small_world.person("Eva")
    kept = keep_search(small_world.ctx, piet, WORDS)
    assert my_searches(small_world.ctx, eva) == []
    for act in (
        lambda: my_search(small_world.ctx, eva, kept.id),
        lambda: look_at_search(small_world.ctx, eva, kept.id),
        lambda: change_search(small_world.ctx, eva, kept.id, {"name": "Mijn"}, expected_version=1),
        lambda: delete_search(small_world.ctx, eva, kept.id, expected_version=1),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotSignedIn):
        keep_search(small_world.ctx, None, WORDS)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {("name", "required"), ("words", "required")}),
        ({"name": "x" * 81, "words": "tuin"}, {("name", "too_long")}),
        ({"name": "Tuin", "area": "GM9999"}, {("area", "unknown_area")}),
        ({"theme": "x", "name": "Tuin"}, {("theme", "unknown_code")}),
        ({"alerts": "misschien", "theme": "meeting"}, {("name", "required"), ("alerts", "not_a_boolean")}),
    ],
)
def test_every_error_is_named(small_world, given, expected):
    with pytest.raises(InvalidInput) as caught:
        keep_search(small_world.ctx, small_world.noor, given)
    assert {(error.field, error.code) for error in caught.value.errors} == expected


def test_there_is_an_end_to_it(small_world):
    for number in range(MOST):
        keep_search(small_world.ctx, small_world.noor, {"name": f"Zoek {number}", "theme": "meeting"})
    with pytest.raises(InvalidInput, match="Haal er eerst een weg"):
        keep_search(small_world.ctx, small_world.noor, WORDS)


def test_who_changes_an_old_version_is_told(small_world):
    kept = keep_search(small_world.ctx, small_world.noor, WORDS)
    change_search(small_world.ctx, small_world.noor, kept.id, {"name": "Anders"}, expected_version=1)
    with pytest.raises(Stale):
        change_search(small_world.ctx, small_world.noor, kept.id, {"name": "Nog anders"}, expected_version=1)
