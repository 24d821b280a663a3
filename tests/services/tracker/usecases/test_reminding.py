from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from threading import Thread

import pytest

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.reminding.make_due_reminders import Made, make_due_reminders
from services.tracker.usecases.reminding.mark_missed import mark_missed
from shared.contracts.source_snapshot import Closing, ClosingBasis
from shared.kernel.errors import NotAllowedNow

# 31 March 2027 is a Wednesday. Two days before is Easter Monday; the last working day before that is the Thursday.
CLOSES = date(2027, 3, 31)


@pytest.fixture
def application(world):
    world.offer(status="open", closing=Closing(CLOSES, basis=ClosingBasis.THROUGH))
    return begin(world)


def begin(world):
    return start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")


def at(world, year, month, day, *clock):
    world.clock.moment = datetime.combine(date(year, month, day), time(*clock), tzinfo=UTC)


def told(world):
    return [row for row in world.rows("outbox_intent") if row["kind"] == "deadline_reminder"]


def states(world):
    return [(row["offset_days"], row["state"]) for row in world.rows("reminder")]


def test_due_moments_keep_to_working_days_and_nine_o_clock(world, application):
    assert [row["due_at"] for row in world.rows("reminder")] == [
        datetime(2027, 2, 17, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 17, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 24, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 25, 8, 0, tzinfo=UTC),
        datetime(2027, 3, 31, 15, 0, tzinfo=UTC),  # the last call, in summer time
    ]


def test_never_early_and_once(world, application):
    at(world, 2027, 2, 17, 7, 59, 59)
    assert make_due_reminders(world.ctx) == Made(0, 0)
    at(world, 2027, 2, 17, 8, 0, 0)
    assert make_due_reminders(world.ctx) == Made(told=1, ended=0)
    assert make_due_reminders(world.ctx) == Made(0, 0)
    (intent,) = told(world)
    reminder = world.rows("reminder")[0]
    assert intent["id"] == reminder["id"] and reminder["state"] == "done"
    assert intent["occurrence"] == f"{reminder['deadline_id']}:v1:42"
    assert intent["useful_until"] == reminder["useful_until"]
    assert intent["data"] | {"closing_text": "", "application_title": ""} == {
        "application_id": application.id,
        "application_title": "",
        "source_name": "Keukens voor de buurt",
        "deadline_kind": "closing",
        "closing_date": "2027-03-31",
        "closing_text": "",
        "days_left": 42,
    }


@pytest.mark.parametrize(
    ("moment", "expected", "sent"),
    [
        # Down for thirty days from mid February: the first is of no use any more, the second is told.
        ((2027, 3, 18, 12), [(42, "expired"), (14, "done"), (7, "planned"), (2, "planned"), (0, "planned")], 1),
        ((2027, 3, 24, 12), [(42, "expired"), (14, "expired"), (7, "done"), (2, "planned"), (0, "planned")], 1),
        ((2027, 3, 31, 12), [(42, "expired"), (14, "expired"), (7, "expired"), (2, "done"), (0, "planned")], 1),
        ((2027, 4, 20, 12), [(42, "expired"), (14, "expired"), (7, "expired"), (2, "expired"), (0, "expired")], 0),
    ],
)
def test_after_a_pause_each_is_told_once_or_ended_with_a_reason(world, application, moment, expected, sent):
    at(world, *moment)
    make_due_reminders(world.ctx)
    make_due_reminders(world.ctx)
    assert states(world) == expected
    assert len(told(world)) == sent
    assert {row["reason"] for row in world.rows("reminder") if row["state"] == "expired"} <= {"too_late"}


def test_two_makers_at_once_tell_each_once(world):
    for number in range(12):
        world.offer(
            need_id=f"need-{number}", status="open", closing=Closing(date(2027, 3, 31), basis=ClosingBasis.THROUGH)
        )
        start_application(world.ctx, world.actor("mo"), need_id=f"need-{number}", source_id="fonds-voor-de-wijk")
    at(world, 2027, 2, 17, 9)
    made = []
    threads = [Thread(target=lambda: made.append(make_due_reminders(world.ctx))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(one.told for one in made) == 12 and len(made) == 3
    assert len({row["subject"] for row in told(world)}) == 12 == len(told(world))


def test_a_moved_date_supersedes_and_takes_back(world, application):
    at(world, 2027, 2, 17, 9)
    make_due_reminders(world.ctx)
    closing = Entered(date(2027, 4, 30), Basis.THROUGH)
    set_closing_date(world.ctx, world.actor("mo"), application.id, closing=closing, sure=True)
    assert told(world)[0]["withdrawn_reason"] == "deadline_moved"
    found = {(row["deadline_version"], row["offset_days"]): row["state"] for row in world.rows("reminder")}
    assert found == {
        (1, 42): "done",
        (1, 14): "superseded",
        (1, 7): "superseded",
        (1, 2): "superseded",
        (1, 0): "superseded",
        (2, 42): "planned",
        (2, 14): "planned",
        (2, 7): "planned",
        (2, 2): "planned",
        (2, 0): "planned",
    }


def test_what_was_handed_in_is_not_reminded_of(world, application):
    at(world, 2027, 2, 17, 9)
    make_due_reminders(world.ctx)
    record_submitted_elsewhere(
        world.ctx, world.actor("bea"), application.id, channel="post", submitted_on=date(2027, 2, 17)
    )
    assert told(world)[0]["withdrawn_reason"] == "already_submitted"
    at(world, 2027, 3, 30, 9)
    tick(world.ctx)
    assert len(told(world)) == 1
    assert world.rows("application")[0]["state"] == "submitted"


def test_no_reminder_in_a_season_of_rest(world, application):
    world.rest(date(2027, 2, 10), date(2027, 2, 20))
    at(world, 2027, 2, 17, 9)
    assert make_due_reminders(world.ctx).told == 0
    assert world.rows("reminder")[0]["reason"] == "season_of_rest"


# Missed


def test_missed_only_after_the_whole_last_day(world, application):
    at(world, 2027, 3, 31, 21, 59, 59)  # 23:59:59 in Amsterdam: summer time has begun
    assert mark_missed(world.ctx) == 0
    at(world, 2027, 3, 31, 22, 0, 0)
    assert mark_missed(world.ctx) == 1
    assert mark_missed(world.ctx) == 0
    row = world.rows("application")[0]
    assert row["state"] == "missed"
    assert world.rows("deadline")[0]["state"] == "missed"
    assert {row["state"] for row in world.rows("reminder")} <= {"suppressed", "expired"}
    assert world.rows("audit_entry")[-1]["person_id"] is None


def test_a_date_that_nobody_confirmed_never_makes_it_missed(world):
    begin(world)  # the source's status is unknown, its date a proposal
    at(world, 2028, 1, 1)
    assert mark_missed(world.ctx) == 0


def test_after_missed_it_can_turn_out_to_be_in_time(world, application):
    at(world, 2027, 4, 2)
    tick(world.ctx)
    sent = record_submitted_elsewhere(
        world.ctx, world.actor("bea"), application.id, channel="online_form", submitted_on=date(2027, 3, 31)
    )
    assert sent.state == "submitted"
    assert world.rows("deadline")[0]["state"] == "met"


def test_after_missed_the_same_need_can_be_tried_again(world, application):
    at(world, 2027, 4, 2)
    tick(world.ctx)
    world.offer(status="open", closing=Closing(date(2027, 10, 1), basis=ClosingBasis.THROUGH))
    assert begin(world).id != application.id
    # And then the first can't come back beside the second.
    with pytest.raises(NotAllowedNow) as problem:
        record_submitted_elsewhere(
            world.ctx, world.actor("bea"), application.id, channel="post", submitted_on=date(2027, 3, 31)
        )
    assert problem.value.code == "already_open"


def test_more_than_one_batch_in_one_run(small_world, monkeypatch):
    monkeypatch.setattr("services.tracker.usecases.reminding.make_due_reminders.BATCH", 2)
    for number in range(5):
        small_world.offer(need_id=f"need-{number}", closing=Closing(CLOSES, basis=ClosingBasis.THROUGH))
        start_application(
            small_world.ctx, small_world.actor("mo"), need_id=f"need-{number}", source_id="fonds-voor-de-wijk"
        )
    small_world.clock.move(timedelta(days=87))
    assert make_due_reminders(small_world.ctx) == Made(told=5, ended=0)
