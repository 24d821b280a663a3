"""A source changes its date while applications are under way: the twelve cases, and what must never happen in them.

A row: what changes | when it is heard of | the reminders told in all (day, offset; * for a version after the news) |
when the "moved" message is due | when the application is missed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
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
from shared.contracts.source_snapshot import Closing, ClosingBasis, ClosingPrecision
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Forbidden, NotFound, Stale
from tests.services.tracker.acts import do

THROUGH = ClosingBasis.THROUGH
HELD = Closing(date(2027, 3, 31), basis=THROUGH)
CLOSINGS = {
    "earlier": Closing(date(2027, 3, 15), basis=THROUGH),
    "later": Closing(date(2027, 4, 30), basis=THROUGH),
    "withdrawn": None,
    "time only": Closing(date(2027, 3, 31), time(17), ClosingPrecision.MINUTE, ClosingBasis.AT),
}
BEFORE, AFTER = "before a reminder", "after a reminder"
DOWN = "after 30 days off"
HEARD_AT = {
    BEFORE: datetime(2027, 2, 1, 12, tzinfo=UTC),
    AFTER: datetime(2027, 2, 20, 12, tzinfo=UTC),
    DOWN: datetime(2027, 3, 12, 12, tzinfo=UTC),
}
OFF_SINCE = datetime(2027, 2, 10, tzinfo=UTC)
END = datetime(2027, 5, 5, tzinfo=UTC)

TABLE = """
earlier   | before a reminder | 01-03/14* 08-03/7* 12-03/2* 15-03/0*                  | in 10 minutes | 16-03
earlier   | after a reminder  | 17-02/42 01-03/14* 08-03/7* 12-03/2* 15-03/0*         | at once       | 16-03
earlier   | after 30 days off | 15-03/0*                                              | at once       | 16-03
later     | before a reminder | 19-03/42* 16-04/14* 23-04/7* 28-04/2* 30-04/0*        | in 10 minutes | 01-05
later     | after a reminder  | 17-02/42 19-03/42* 16-04/14* 23-04/7* 28-04/2* 30-04/0* | in 10 minutes | 01-05
later     | after 30 days off | 19-03/42* 16-04/14* 23-04/7* 28-04/2* 30-04/0*        | in 10 minutes | 01-05
withdrawn | before a reminder |                                                       | in 10 minutes | never
withdrawn | after a reminder  | 17-02/42                                              | in 10 minutes | never
withdrawn | after 30 days off |                                                       | in 10 minutes | never
time only | before a reminder | 17-02/42* 17-03/14* 24-03/7* 25-03/2* 31-03/0*        | in 10 minutes | 31-03
time only | after a reminder  | 17-02/42 17-03/14* 24-03/7* 25-03/2* 31-03/0*         | at once       | 31-03
time only | after 30 days off | 17-03/14* 24-03/7* 25-03/2* 31-03/0*                  | at once       | 31-03
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


def news(closing, *, was=HELD, version=4, **more):
    told = {"status": "open", "gone": False, "was": was, "closing": closing} | more
    return SourceNews("fonds-voor-de-wijk", version, **told)


def begin(world):
    world.offer(status="open", closing=HELD)
    return start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")


def at(world, moment):
    world.clock.move(moment - world.clock.now())


def live(world, heard_at, closing, *, off_since):
    """Lives through the spring, with a tick whenever something can be due. The news is told twice, and then again."""
    moment = datetime(2027, 1, 4, 8, tzinfo=UTC)
    heard = False
    while moment < END:
        if not heard and moment >= heard_at:
            at(world, heard_at)
            assert (hear_news(world.ctx, [news(closing)]), hear_news(world.ctx, [news(closing)])) == (1, 0)
            heard = True
        if off_since is None or not off_since <= moment < heard_at:
            at(world, moment)
            tick(world.ctx)
        moment += timedelta(hours=4 if moment.hour < 16 else 16)
    assert hear_news(world.ctx, [news(closing)]) == 0


def told(world, kind):
    return [row for row in world.rows("outbox_intent") if row["kind"] == kind]


def reminders_told(world):
    """The days and offsets of what was told, in order; nothing is told of a version that does not hold any more."""
    rows = {row["id"]: row for row in world.rows("reminder")}
    found = sorted(told(world, "deadline_reminder"), key=lambda row: row["created_at"])
    assert len({row["occurrence"] for row in found}) == len(found)
    return " ".join(
        f"{row['created_at'].astimezone(AMSTERDAM):%d-%m}/{rows[row['id']]['offset_days']}"
        + ("*" if rows[row["id"]]["deadline_version"] > 1 else "")
        for row in found
    )


def missed_on(world):
    missed = [row for row in world.rows("audit_entry") if row["action"] == "application.miss"]
    return f"{missed[0]['at'].astimezone(AMSTERDAM):%d-%m}" if missed else "never"


@pytest.mark.parametrize(("what", "when", "reminders", "moved", "missed"), CASES)
def test_moved_deadline(world, what, when, reminders, moved, missed):
    begin(world)
    heard_at = HEARD_AT[when]
    live(world, heard_at, CLOSINGS[what], off_since=OFF_SINCE if when == DOWN else None)
    assert reminders_told(world) == reminders
    (message,) = told(world, "deadline_moved")
    due = heard_at if moved == "at once" else heard_at + timedelta(minutes=10)
    assert (message["due_at"], message["withdrawn_reason"]) == (due, None)
    assert message["data"]["old_text"] == "tot en met 31 maart 2027"
    assert missed_on(world) == missed
    versions = [(row["version"], row["state"]) for row in world.rows("deadline")]
    assert versions == ([(1, "withdrawn")] if what == "withdrawn" else [(1, "moved"), (2, "missed")])
    # What was told of the old version and not read yet is taken back; nothing else is.
    old = {row["id"] for row in world.rows("reminder", deadline_version=1)}
    for row in told(world, "deadline_reminder"):
        assert (row["withdrawn_reason"] is not None) == (row["id"] in old or bool(missed != "never"))


def test_the_table_has_twelve_cases():
    assert {(row[0], row[1]) for row in CASES} == {(what, when) for what in CLOSINGS for when in HEARD_AT}
    assert len(CASES) == 12


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
