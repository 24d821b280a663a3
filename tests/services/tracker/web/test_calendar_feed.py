"""The pages of the calendar feed, and the feed as a calendar program meets it."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from html import unescape

import pytest
from structlog.testing import capture_logs

from services.tracker.usecases.calendars import read_feed
from shared.access.actors import Role
from shared.access.enrolment import add_person, give_role
from tests.services.tracker.acts import begin
from tests.services.tracker.calendar_checks import checked
from tests.services.tracker.client import BASE, client_of, hidden_of, stranger, words_of
from tests.services.tracker.world import NOW

FEED = "/calendar/feed"
MAKE = "/calendar/feed/address"


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def bea(world):
    begin(world)
    return client_of(world, "bea")


def make(client, **fields):
    """Sends the form or the button that makes an address."""
    return client.post(MAKE, **hidden_of(client.get(FEED).text, MAKE) | fields)


def address_in(answer):
    """The path of the address that a page shows."""
    found = re.search(r'<input[^>]*value="http://127.0.0.1:8000/tracker(/calendar/[^"]+\.ics)" readonly', answer.text)
    assert found, words_of(answer.text)
    return found[1]


def test_somebody_makes_an_address_sees_it_once_and_a_phone_reads_it(world, bea):
    empty = words_of(bea.get(FEED).text)
    assert "Maak een adres" in empty and "Uw adres werkt" not in empty
    shown = make(bea, alarmDays=["7", "1"])
    assert shown.status_code == 200 and "maar één keer zien" in words_of(shown.text)
    for phone in ("iPhone", "Google Agenda", "Outlook"):
        assert phone in words_of(shown.text)
    path = address_in(shown)
    file = stranger(world).get(path, base_url=BASE)
    assert (file.status_code, file.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert file.headers["Cache-Control"] == "no-store" and "ETag" not in file.headers
    assert file.headers["Referrer-Policy"] == "no-referrer" and "Set-Cookie" not in file.headers
    [event] = checked(file.data).events
    assert len(event.walk("VALARM")) == 2
    again = bea.get(FEED)
    assert path not in again.text and "Laatst gelezen 22 november 2026 om 13:00" in words_of(again.text)


def test_a_form_that_is_sent_twice_shows_no_address_twice(world, bea):
    fields = hidden_of(bea.get(FEED).text, MAKE)
    first, second = bea.post(MAKE, **fields), bea.post(MAKE, **fields)
    assert (second.status_code, second.headers["Location"]) == (303, "/tracker/calendar/feed")
    assert stranger(world).get(address_in(first), base_url=BASE).status_code == 200
    assert bea.get(MAKE).status_code == 303, "opening the page of a new address again makes none"


def test_a_new_address_ends_the_old_one_and_stopping_ends_both(world, bea):
    old = address_in(make(bea))
    new = address_in(make(bea))
    assert [stranger(world).get(path, base_url=BASE).status_code for path in (old, new)] == [404, 200]
    ended = bea.post("/calendar/feed/end", **hidden_of(bea.get(FEED).text, "/calendar/feed/end"))
    assert ended.status_code == 303 and "Het adres werkt niet meer." in bea.get(FEED).text
    bodies = [stranger(world).get(path, base_url=BASE) for path in (new, "/calendar/onbekend.ics")]
    assert [answer.status_code for answer in bodies] == [404, 404]
    first, second = (re.sub(r"\w{3}-\w{4}", "", words_of(answer.text)) for answer in bodies)
    assert first == second and "Dit adres werkt niet meer" in first


def test_wishes_are_changed_and_wrong_ones_are_told_all_at_once(world, bea):
    make(bea)
    with world.ctx.people.transaction() as connection:
        give_role(connection, person_id=world.ids["bea"], organisation_id=world.ids["other"], role=Role.MEMBER, at=NOW)
    done = bea.submit(FEED, placeIds=world.ids["other"], alarmDays="14")
    assert done.status_code == 303
    page = bea.get(FEED).text
    assert "Bewaard." in page and len(re.findall(r"checked", page)) == 2
    wrong = bea.submit(FEED, placeIds=[world.place, "elders"], alarmDays=["3", "14"])
    words = unescape(words_of(wrong.text))
    assert wrong.status_code == 400
    assert "Kies plekken waar u bij hoort." in words and "Kies voor een alarm uit" in words
    assert f'value="{world.place}" checked' in wrong.text and 'value="14" checked' in wrong.text
    none = bea.submit(FEED)
    assert none.status_code == 303 and "checked" not in bea.get(FEED).text, "no alarm is a choice too"
    stale = bea.post(FEED, **hidden_of(page, FEED) | {"idempotency_key": "another"})
    assert stale.status_code == 412


def test_rest_is_said_on_the_page(world, bea):
    world.rest(date(2026, 12, 20), date(2027, 1, 3))
    words = words_of(bea.get(FEED).text)
    assert "er gaat geen alarm af" in words
    assert "Huis van de wijk: 20 december 2026 tot en met 3 januari 2027" in words


def test_who_belongs_to_no_place_has_nothing_to_make(world):
    with world.ctx.people.transaction() as connection:
        world.ids["fay"] = add_person(connection, email="fay@voorbeeld.nl", name="Fay", at=NOW)
        give_role(
            connection, person_id=world.ids["fay"], organisation_id=world.ids["coalition"], role=Role.FUNDER, at=NOW
        )
    page = client_of(world, "fay").get(FEED)
    assert page.status_code == 200 and "U hoort nog bij geen plek" in words_of(page.text)
    assert "Maak een adres" not in page.text


def test_a_feed_that_is_read_too_often_waits(world, bea):
    path = address_in(make(bea))
    answers = [stranger(world).get(path, base_url=BASE) for _ in range(13)]
    assert [answer.status_code for answer in answers] == [200] * 12 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_no_log_holds_the_secret(world, bea, monkeypatch, caplog, capfd):
    path = address_in(make(bea))
    secret = path.removeprefix("/calendar/").removesuffix(".ics")

    def broken(*_, **__):
        raise RuntimeError("fell over")

    with capture_logs() as events, caplog.at_level(logging.DEBUG):
        http = stranger(world)
        http.get(path, base_url=BASE)
        http.get(path + "x", base_url=BASE)
        monkeypatch.setattr(read_feed, "write_calendar", broken)
        assert http.get(path, base_url=BASE).status_code == 500
    assert [event["endpoint"] for event in events if event["event"] == "unexpected_error"] == ["pages.calendar_file"]
    assert secret not in f"{events}{caplog.text}{capfd.readouterr()}"
    kept = [world.rows(table) for table in ("calendar_secret", "audit_entry", "idempotency_key", "outbox_intent")]
    assert secret not in str(kept)


def test_one_deadline_is_offered_as_a_file(world, bea):
    application_id, deadline_id = world.rows("application")[0]["id"], world.rows("deadline")[0]["id"]
    path = f"/applications/{application_id}/deadlines/{deadline_id}.ics"
    page = bea.get(f"/applications/{application_id}")
    assert f'href="/tracker{path}"' in page.text and "In mijn agenda" in page.text
    file = bea.get(path)
    assert file.headers["Content-Disposition"] == 'attachment; filename="termijnen.ics"'
    assert checked(file.data).events[0]["UID"] == deadline_id
    assert client_of(world, "otto").get(path).status_code == 404
    assert stranger(world).get(path, base_url=BASE).status_code == 303


def test_a_feed_follows_the_clock_of_the_place(world, bea):
    """What is past for long is gone, so that a feed never grows for ever."""
    path = address_in(make(bea))
    world.clock.move(timedelta(days=67 + 60))
    assert len(checked(stranger(world).get(path, base_url=BASE).data).events) == 1
    world.clock.move(timedelta(days=2))
    assert checked(stranger(world).get(path, base_url=BASE).data).events == []
