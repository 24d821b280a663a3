"""Papers that are too old soon: asked for anew in time, once, and only where it matters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.tracker.domain.documents.kinds import MOST_MONTHS, WARN_AHEAD, ageing_since, good_until, too_old
from services.tracker.jobs.clock import tick
from services.tracker.usecases.documents.add_document import add_document
from services.tracker.usecases.documents.add_version import add_version
from services.tracker.usecases.documents.attach_document import attach_document
from services.tracker.usecases.documents.renew_papers import renew_papers
from shared.uploads import check_upload
from tests.services.tracker.acts import begin, made_ready
from tests.services.tracker.client import client_of, words_of
from tests.shared.uploads import made_files as made

ISSUED = date(2026, 3, 10)


@pytest.mark.parametrize("kind", sorted(MOST_MONTHS))
@pytest.mark.parametrize("issued_on", [date(2026, 3, 10), date(2026, 1, 31), date(2024, 2, 29), date(2025, 11, 30)])
def test_the_last_good_day_is_the_last_day_that_it_is_not_too_old(kind, issued_on):
    last = good_until(kind, issued_on)
    assert last is not None
    assert too_old(kind, issued_on, last) is None
    assert too_old(kind, issued_on, last + timedelta(days=2)) is not None


def test_a_paper_is_ageing_a_month_before():
    assert ageing_since("kvk_extract", date(2027, 3, 10) - WARN_AHEAD) == ISSUED


def with_extract(world, application, issued_on=ISSUED):
    checked = check_upload(made.pdf(), "uittreksel.pdf")
    actor = world.actor("mo")
    about = {"place_id": world.place, "kind": "kvk_extract", "issued_on": issued_on}
    return add_document(world.ctx, actor, checked=checked, application_id=application.id, **about)


def at(world, day):
    world.clock.moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def asked(world):
    return [(row["code"], row["due_on"], row["done_at"] is not None) for row in world.rows("task", kind="renew_paper")]


def test_a_task_asks_for_a_new_one_in_time_and_once(world):
    application = begin(world)
    with_extract(world, application)
    at(world, date(2027, 2, 7))
    assert renew_papers(world.ctx) == 0
    at(world, date(2027, 2, 8))
    assert [renew_papers(world.ctx), renew_papers(world.ctx)] == [1, 0]
    assert asked(world) == [("kvk_extract", date(2027, 3, 10), False)]


def test_a_newer_paper_completes_the_task(small_world):
    application = begin(small_world)
    document = with_extract(small_world, application)
    at(small_world, date(2026, 11, 22))
    add_version(
        small_world.ctx,
        small_world.actor("mo"),
        document.id,
        checked=check_upload(made.pdf(("Nieuw",)), "nieuw.pdf"),
        issued_on=date(2026, 11, 20),
        expected_version=document.version,
    )
    at(small_world, date(2027, 2, 10))
    assert renew_papers(small_world.ctx) == 1, "the old one still goes with the application"
    attach_document(small_world.ctx, small_world.actor("mo"), application.id, document_id=document.id)
    assert asked(small_world) == [("kvk_extract", date(2027, 3, 10), True)]


def test_what_was_sent_is_not_asked_for_again(small_world):
    application = begin(small_world)
    with_extract(small_world, application)
    made_ready(small_world, application)
    at(small_world, date(2027, 2, 10))
    assert renew_papers(small_world.ctx) == 0


def test_it_stands_in_the_lists_and_keeps_its_day(small_world):
    application = begin(small_world)
    with_extract(small_world, application, date(2025, 12, 1))
    tick(small_world.ctx)
    client = client_of(small_world, "mo")
    assert "Vraag een nieuw papier aan: " in words_of(client.get(f"/applications/{application.id}").text)
    assert "Vraag een nieuw papier aan: " in words_of(client.get(f"/tasks?place={small_world.place}").text)
    version = client.send("GET", f"/applications/{application.id}").json["version"]
    body = {"date": "2027-06-01", "basis": "through", "sure": True}
    moved = client.send("POST", f"/applications/{application.id}/closing-dates", body, version=version)
    assert moved.status_code in (200, 201), moved.text
    assert asked(small_world) == [("kvk_extract", date(2026, 12, 1), False)]
