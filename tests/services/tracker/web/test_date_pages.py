"""The pages of deadlines, as people see them."""

from __future__ import annotations

from datetime import date

import pytest

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.hearing.hear_news import hear_news
from shared.contracts.source_news import SourceNews
from shared.contracts.source_snapshot import Closing, ClosingBasis
from tests.services.tracker.client import client_of, stranger, words_of

HELD = Closing(date(2027, 3, 31), basis=ClosingBasis.THROUGH)
LATER = Closing(date(2027, 4, 30), basis=ClosingBasis.THROUGH)


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def bea(world):
    return client_of(world, "bea")


@pytest.fixture
def application(world):
    world.offer(status="open", closing=HELD)
    return start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")


def page_of(application, more=""):
    return f"/applications/{application.id}{more}"


def test_the_words_of_a_source_are_read_and_shown_before_anything_is_kept(bea, world, application):
    path = page_of(application, "/closing-date")
    answer = bea.submit(path, sourceText="Aanvragen kan t/m 30 april of medio mei", read="1")
    words = words_of(answer.text)
    assert answer.status_code == 200
    assert "Gelezen: tot en met 30 april 2027." in words
    assert "Er stond geen jaar bij" in words and "Niet zeker genoeg voor een datum: “medio mei”" in words
    assert 'value="2027-04-30"' in answer.text and 'value="through" checked' in answer.text
    assert [row["version"] for row in world.rows("deadline")] == [1]


def test_words_without_a_date_leave_the_form_as_it_was(bea, application):
    answer = bea.submit(page_of(application, "/closing-date"), sourceText="het hele jaar", date="2027-05-01", read="1")
    assert "Wij lezen hier geen datum in" in words_of(answer.text)
    assert 'value="2027-05-01"' in answer.text


def test_a_deadline_is_written_down_shown_and_ticked_off(bea, world, application):
    made = bea.submit(
        page_of(application, "/deadlines/new"), kind="intent", date="2027-02-01", basis="through", sourceText="De site"
    )
    assert made.status_code == 303
    text = words_of(bea.get(page_of(application)).text)
    assert "Andere termijnen" in text and "Vooraf melden : maandag 1 februari 2027" in text
    deadline = world.rows("deadline", kind="intent")[0]
    path = page_of(application, f"/deadlines/{deadline['id']}/end")
    wrong = bea.submit(path, state="met", reason=" ")
    assert wrong.status_code == 400 and "Schrijf op waarom." in words_of(wrong.text)
    assert bea.submit(path, state="met", reason="Gebeld").status_code == 303
    assert world.rows("deadline", kind="intent")[0]["state"] == "met"
    text = words_of(bea.get(page_of(application)).text)
    assert "Andere termijnen" not in text and "Termijn afgevinkt" in text and "Gebeld" in text


def test_everything_that_is_wrong_is_told_and_what_was_typed_is_kept(bea, application):
    answer = bea.submit(page_of(application, "/deadlines/new"), date="", time="later", sourceText="De brief")
    words = words_of(answer.text)
    assert answer.status_code == 400
    assert "Kies waar de termijn voor is." in words and "Vul de datum in." in words and "Dit is geen tijd." in words
    assert 'value="De brief"' in answer.text


def test_a_date_that_moves_needs_its_source(bea, world, application):
    path = page_of(application, "/deadlines/new")
    bea.submit(path, kind="start", date="2027-06-01", basis="through")
    wrong = bea.submit(path, kind="start", date="2027-07-01", basis="through")
    assert wrong.status_code == 400 and "wie de nieuwe datum noemde" in words_of(wrong.text)
    assert bea.submit(path, kind="start", date="2027-07-01", basis="through", sourceText="Wij").status_code == 303
    assert [(row["version"], row["state"]) for row in world.rows("deadline", kind="start")] == [
        (1, "moved"),
        (2, "proposed"),
    ]


def test_two_dates_are_put_beside_each_other(bea, world, application):
    own = Entered(date(2027, 4, 15), Basis.THROUGH)
    set_closing_date(world.ctx, world.actor("bea"), application.id, closing=own, sure=True)
    hear_news(world.ctx, [SourceNews("fonds-voor-de-wijk", 4, "open", False, HELD, LATER)])
    assert "De bron noemt nu een andere sluitdag" in words_of(bea.get(page_of(application)).text)
    page = bea.get(page_of(application, "/source-date"))
    words = words_of(page.text)
    assert "De bron: tot en met 30 april 2027" in words and "Mijn eigen datum: tot en met 15 april 2027" in words
    nothing = bea.submit(page_of(application, "/source-date"))
    assert nothing.status_code == 400 and "Kies welke datum klopt." in words_of(nothing.text)
    assert bea.submit(page_of(application, "/source-date"), choice="source").status_code == 303
    text = words_of(bea.get(page_of(application)).text)
    assert "tot en met 30 april 2027" in text and "De bron noemt nu" not in text
    assert "Hier valt niets meer te kiezen." in words_of(bea.get(page_of(application, "/source-date")).text)


def test_grace_is_kept_and_shown_nowhere(bea, world, application):
    path = page_of(application, "/grace")
    done = bea.submit(path, date="2027-04-07", basis="through", toldOn="2026-11-22")
    assert done.status_code == 303
    for shown in (bea.get(page_of(application)), bea.get(path), bea.get("/calendar?month=2027-04")):
        assert "7 april" not in shown.text and "2027-04-07" not in shown.text
    for told in (bea.send("GET", page_of(application)), bea.send("GET", "/calendar")):
        assert "2027-04-0" not in told.text and "grace" not in told.text.lower().replace("grace_recorded", "")
    member = client_of(world, "mo")
    assert "De gever wacht nog even" not in words_of(member.get(page_of(application)).text)
    refused = member.submit(path, date="2027-04-08", basis="through", toldOn="2026-11-22")
    assert refused.status_code == 403


def test_after_a_missed_round_the_next_one_is_offered_as_an_idea(world):
    rounds = {"deadlines": {"kind": "rounds", "yearly": ["03-31", "09-30"]}}
    world.offer(status="open", closing=HELD, document=rounds)
    made = start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")
    world.clock.move(date(2027, 4, 2) - date(2026, 11, 22))
    tick(world.ctx)
    bea, page = client_of(world, "bea"), page_of(made)
    assert "De volgende ronde sluit rond 30 september 2027" in words_of(bea.get(page).text)
    (message,) = [row for row in world.rows("outbox_intent") if row["kind"] == "deadline_missed"]
    assert message["data"]["next_round"] == "2027-09-30"
    answer = bea.post(
        "/applications", need_id="need-1", source_id="fonds-voor-de-wijk", as_idea="1", idempotency_key="next"
    )
    assert answer.status_code == 303
    assert sorted(row["state"] for row in world.rows("application")) == ["idea", "missed"]


def test_the_calendar_by_week_place_kind_and_month(bea, world, application):
    bea.submit(page_of(application, "/deadlines/new"), kind="intent", date="2027-01-15", basis="through")
    text = words_of(bea.get("/calendar").text)
    assert "Week van 11 jan 2027 tot en met 17 jan 2027" in text and "Vooraf melden (nog niet zeker)" in text
    assert "Sluitingsdatum" not in text.partition("Week van")[2]  # that lies beyond three months
    march = words_of(bea.get("/calendar?month=2027-03").text)
    assert "woensdag 31 maart 2027 : Sluitingsdatum" in march and "Een nieuwe keuken" in march
    assert "Geen termijnen in deze tijd" in words_of(bea.get("/calendar?month=2027-03&kind=intent").text)
    assert "Geen termijnen in deze tijd" in words_of(bea.get(f"/calendar?place={world.ids['other']}").text)
    assert bea.get("/calendar?month=nonsense&kind=nonsense").status_code == 200
    assert "Geen termijnen" in words_of(client_of(world, "otto").get("/calendar?month=2027-03").text)
    assert stranger(world).get("/calendar", base_url="http://127.0.0.1:8000/tracker").status_code in (302, 303, 401)


def test_the_calendar_for_programs(bea, world, application):
    answer = bea.send("GET", "/calendar?startsOn=2027-03-01&endsOn=2027-03-31")
    (item,) = answer.json["items"]
    assert (item["title"], item["deadline"]["kind"], item["deadline"]["lastDay"]) == (
        "Een nieuwe keuken",
        "closing",
        "2027-03-31",
    )
    assert bea.send("GET", "/calendar?startsOn=2027-03-31&endsOn=2027-03-01").status_code == 400
    assert bea.send("GET", "/calendar?kind=cake").status_code == 400
    assert client_of(world, "otto").send("GET", "/calendar?startsOn=2027-03-01").json["items"] == []


def test_dates_are_read_for_programs(bea):
    answer = bea.send("GET", "/date-readings?text=29 maart 2026 02.30 uur, of medio mei")
    assert answer.json == {
        "closings": [{"date": "2026-03-29", "basis": "at", "time": "02:30", "oddNight": "skipped"}],
        "unsure": ["medio mei"],
        "guessedYear": False,
    }
