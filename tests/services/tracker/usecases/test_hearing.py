"""What applications hear of their sources besides the twelve cases: own dates, closed sources, coalesced messages."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Thread

import pytest

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.dating.choose_source_date import choose_source_date
from services.tracker.usecases.hearing.hear_news import hear_news
from shared.access.actors import Role
from shared.contracts.source_news import NewsForNeed, SourceNews
from shared.contracts.source_snapshot import Closing
from shared.kernel.errors import Forbidden, NotFound, Stale
from tests.services.tracker.acts import do
from tests.services.tracker.usecases.test_moved_deadlines import CLOSINGS, HELD, THROUGH, begin, news, told


def test_a_date_of_a_person_is_never_overwritten_but_put_before_them(world):
    application = begin(world)
    own = Entered(date(2027, 4, 15), Basis.THROUGH, source_text="Mevrouw De Wit, aan de telefoon")
    set_closing_date(world.ctx, world.actor("mo"), application.id, closing=own, sure=True)
    assert hear_news(world.ctx, [news(CLOSINGS["later"])]) == 1
    assert [row["state"] for row in world.rows("deadline")] == ["moved", "confirmed"]
    assert world.rows("deadline")[1]["local_date"] == date(2027, 4, 15)
    (message,) = told(world, "deadline_moved")
    assert (message["data"]["change"], message["data"]["old_text"], message["data"]["closing_text"]) == (
        "proposed",
        "tot en met 15 april 2027",
        "tot en met 30 april 2027",
    )
    (proposal,) = world.rows("source_change", settled_at=None)
    with pytest.raises(Forbidden):
        # Another member may not move what Mo entered.
        world.join("mia", Role.MEMBER)
        choose_source_date(world.ctx, world.actor("mia"), application.id, proposal["id"], take=True)
    choose_source_date(world.ctx, world.actor("bea"), application.id, proposal["id"], take=True)
    newest = world.rows("deadline")[-1]
    assert (newest["version"], newest["local_date"], newest["origin"]) == (3, date(2027, 4, 30), "source")
    assert world.rows("source_change", settled_at=None) == []
    with pytest.raises(NotFound):
        choose_source_date(world.ctx, world.actor("bea"), application.id, proposal["id"], take=True)


def test_keeping_the_own_date_asks_no_more(small_world):
    application = begin(small_world)
    set_closing_date(
        small_world.ctx, small_world.actor("mo"), application.id, closing=Entered(date(2027, 4, 15)), sure=True
    )
    hear_news(small_world.ctx, [news(CLOSINGS["later"])])
    (proposal,) = small_world.rows("source_change", settled_at=None)
    choose_source_date(small_world.ctx, small_world.actor("mo"), application.id, proposal["id"], take=False)
    assert small_world.rows("source_change", settled_at=None) == []
    assert small_world.rows("deadline")[-1]["local_date"] == date(2027, 4, 15)
    # The same date again is no news, a third one is.
    hear_news(small_world.ctx, [news(CLOSINGS["later"], was=CLOSINGS["later"], version=5)])
    assert small_world.rows("source_change", settled_at=None) == []
    hear_news(small_world.ctx, [news(CLOSINGS["earlier"], was=CLOSINGS["later"], version=6)])
    assert len(small_world.rows("source_change", settled_at=None)) == 1


@pytest.mark.parametrize(
    ("changes", "change", "states"),
    [
        ({"status": "closed"}, "closed", ["withdrawn"]),  # the ceiling was reached before the day
        ({"gone": True, "status": "unknown"}, "gone", ["confirmed"]),
        ({"status": "open"}, None, ["confirmed"]),  # the same again
        ({"status": "unknown"}, None, ["confirmed"]),  # not seen for a while is no reason to doubt a date
    ],
)
def test_what_else_can_happen_to_a_source(world, changes, change, states):
    begin(world)
    hear_news(world.ctx, [news(HELD, **changes)])
    assert [message["data"]["change"] for message in told(world, "deadline_moved")] == ([change] if change else [])
    assert [row["state"] for row in world.rows("deadline")] == states
    assert world.rows("application")[0]["state"] == "draft"
    if change == "closed":
        assert world.rows("application")[0]["source_status"] == "closed"
        # And open again: known once more, as the next version.
        hear_news(world.ctx, [news(HELD, was=None, version=5)])
        assert [row["state"] for row in world.rows("deadline")] == ["moved", "confirmed"]


def test_a_date_that_became_sure_is_taken_over_in_silence(small_world):
    small_world.offer(closing=HELD)
    start_application(small_world.ctx, small_world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")
    hear_news(small_world.ctx, [news(HELD)])
    assert [row["state"] for row in small_world.rows("deadline")] == ["moved", "confirmed"]
    assert told(small_world, "deadline_moved") == []


def test_a_date_that_is_over_makes_nobody_late(small_world):
    begin(small_world)
    hear_news(small_world.ctx, [news(Closing(date(2026, 11, 1), basis=THROUGH))])
    tick(small_world.ctx)
    assert small_world.rows("application")[0]["state"] == "draft"
    assert told(small_world, "deadline_moved")[0]["data"]["change"] == "proposed"


def test_changes_within_ten_minutes_are_one_message_and_back_again_is_none(world):
    begin(world)
    hear_news(world.ctx, [news(CLOSINGS["later"])])
    world.clock.move(timedelta(minutes=5))
    hear_news(world.ctx, [news(Closing(date(2027, 5, 15), basis=THROUGH), was=CLOSINGS["later"], version=5)])
    first, second = told(world, "deadline_moved")
    assert (first["withdrawn_reason"], second["withdrawn_reason"]) == ("replaced", None)
    assert second["data"]["old_text"] == "tot en met 31 maart 2027"
    world.clock.move(timedelta(minutes=5))
    hear_news(world.ctx, [news(HELD, was=None, version=6)])
    assert [row["withdrawn_reason"] for row in told(world, "deadline_moved")] == ["replaced", "replaced"]
    assert world.rows("deadline")[-1]["local_date"] == date(2027, 3, 31)
    world.clock.move(timedelta(minutes=11))
    hear_news(world.ctx, [news(CLOSINGS["later"], version=7)])
    assert [row["withdrawn_reason"] for row in told(world, "deadline_moved")] == ["replaced", "replaced", None]


@pytest.mark.parametrize(
    ("terms", "starts_on", "fit", "earliest"),
    [
        ({"not_before": "decision"}, date(2027, 7, 1), "fits", "2027-06-25"),
        ({"not_before": "decision"}, date(2027, 6, 1), "starts_too_soon", "2027-06-25"),
        ({"weeks_before_start": 6}, date(2027, 6, 1), "asked_too_late", "2027-06-11"),
        ({"weeks_before_start": 4}, date(2027, 6, 1), "fits", "2027-05-28"),
        ({}, date(2027, 6, 1), None, None),
        ({"not_before": "decision"}, None, None, "2027-06-25"),
    ],
)
def test_the_message_says_whether_the_plan_still_fits(small_world, terms, starts_on, fit, earliest):
    begin(small_world)
    closing = CLOSINGS["later"]
    need = NewsForNeed("need-1", HELD, closing, starts_on, decision_weeks=8)
    hear_news(small_world.ctx, [news(None, needs=(need,), **terms)])
    (message,) = told(small_world, "deadline_moved")
    assert (message["data"]["fit"], message["data"]["earliest"]) == (fit, earliest)


def test_who_started_from_the_newer_record_hears_nothing(small_world):
    small_world.offer(status="open", closing=CLOSINGS["later"], source_version=4)
    start_application(small_world.ctx, small_world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")
    assert hear_news(small_world.ctx, [news(CLOSINGS["earlier"])]) == 0


def test_news_of_the_source_that_took_its_place_arrives(small_world):
    begin(small_world)
    told_of_other = SourceNews(
        "ander-fonds", 2, "open", False, HELD, CLOSINGS["later"], former_ids=("fonds-voor-de-wijk",)
    )
    assert hear_news(small_world.ctx, [told_of_other]) == 1
    assert small_world.rows("deadline")[-1]["local_date"] == date(2027, 4, 30)


def test_no_message_in_a_season_of_rest_but_the_date_is_right(small_world):
    begin(small_world)
    small_world.rest(date(2026, 11, 1), date(2026, 12, 31))
    hear_news(small_world.ctx, [news(CLOSINGS["later"])])
    assert told(small_world, "deadline_moved") == []
    assert small_world.rows("deadline")[-1]["local_date"] == date(2027, 4, 30)


def test_told_by_two_at_once_counts_once(world):
    for number in range(6):
        world.offer(need_id=f"need-{number}", status="open", closing=HELD)
        start_application(world.ctx, world.actor("mo"), need_id=f"need-{number}", source_id="fonds-voor-de-wijk")
    heard = []

    def hear():
        while True:
            try:
                heard.append(hear_news(world.ctx, [news(CLOSINGS["later"])]))
                return
            except Stale:
                continue  # as the sender does: it tells it again

    threads = [Thread(target=hear) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(heard) == 3
    assert len(told(world, "deadline_moved")) == 6 == len({row["subject"] for row in told(world, "deadline_moved")})
    assert sorted(row["version"] for row in world.rows("deadline")) == [1] * 6 + [2] * 6


def test_what_was_handed_in_or_stopped_hears_nothing(small_world):
    application = begin(small_world)
    do(small_world, record_submitted_elsewhere, "bea", application, channel="post", submitted_on=date(2026, 11, 22))
    assert hear_news(small_world.ctx, [news(CLOSINGS["later"])]) == 0
