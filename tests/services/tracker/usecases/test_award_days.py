"""The days that an award names: begin before, and spend before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.letters.confirmed import Confirmed
from services.tracker.jobs.clock import tick
from services.tracker.usecases.letters.confirm_letter import confirm_letter
from services.tracker.usecases.letters.take_letter import take_letter
from tests.services.tracker.acts import TODAY, begin, decide, made_ready
from tests.services.tracker.awarding import ON_COSTS, Program, cost, granted
from tests.services.tracker.client import client_of

DAYS = {"startBefore": "2027-02-01", "spendBefore": "2027-05-01"}
LAST = {"start_before": date(2027, 1, 31), "spend_before": date(2027, 4, 30)}


def named(world, state="confirmed"):
    """The days of the award in this state, by kind."""
    kinds = {"start_before", "spend_before"}
    return {row["kind"]: row["last_day"] for row in world.rows("deadline", state=state) if row["kind"] in kinds}


def with_days(world, **more):
    program = granted(world)
    program.post("award-terms", {**ON_COSTS, **DAYS, **more})
    return program


def at(world, day):
    world.clock.moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def reminded(world):
    rows = world.rows("outbox_intent", kind="deadline_reminder")
    return [row["data"]["deadline_kind"] for row in rows if row["data"]["deadline_kind"] in LAST]


def test_both_days_are_deadlines_with_reminders(world):
    with_days(world)
    assert named(world) == LAST, "the day that is named is too late itself"
    at(world, date(2027, 1, 17))
    tick(world.ctx)
    assert reminded(world) == ["start_before"], "two weeks before; that of six weeks before was of no use any more"


def test_they_move_and_go_with_the_terms(small_world):
    program = with_days(small_world)
    program.post("award-terms", {**ON_COSTS, "spendBefore": "2027-06-01"})
    assert named(small_world) == {"spend_before": date(2027, 5, 31)}
    assert named(small_world, "withdrawn") == {"start_before": LAST["start_before"]}
    assert named(small_world, "moved") == {"spend_before": LAST["spend_before"]}


def test_who_begins_and_reports_has_kept_to_them(small_world):
    program = with_days(small_world)
    program.post("beginnings")
    assert (named(small_world), named(small_world, "met")) == (
        {"spend_before": LAST["spend_before"]},
        {"start_before": LAST["start_before"]},
    )
    program.post("award-terms", {**ON_COSTS, **DAYS})
    assert set(named(small_world)) == {"spend_before"}, "who has begun needs no day to begin"
    program.record(what="Geverfd", costs=[cost(program, "10")])
    program.send_report()
    assert named(small_world) == {} and named(small_world, "met") == LAST


def test_a_day_that_went_by_is_told_once_and_does_not_come_back(small_world):
    program = with_days(small_world)
    at(small_world, date(2027, 2, 1))
    tick(small_world.ctx)
    assert named(small_world, "missed") == {"start_before": LAST["start_before"]}
    Program(small_world, program.id).post("award-terms", {**ON_COSTS, **DAYS})
    assert set(named(small_world)) == {"spend_before"}
    assert len(small_world.rows("deadline", kind="start_before")) == 1


@pytest.mark.parametrize("end", ["declined", "revoked"])
def test_an_award_that_is_gone_has_no_days(small_world, end):
    program = with_days(small_world)
    letter = {"letterOn": "2026-11-22", "receivedOn": "2026-11-22", "letterKept": True, "reason": "Het gaat niet door"}
    if end == "declined":
        program.post("declinations", {"reason": "Het gaat niet door"})
    else:
        program.post("revocations", letter)
    assert (program.state, named(small_world)) == (end, {})
    assert named(small_world, "withdrawn") == LAST


def test_the_form_begins_with_the_days_of_the_letter(small_world):
    application = begin(small_world)
    made_ready(small_world, application)
    ctx, actor = small_world.ctx, small_world.actor("bea")
    letter = take_letter(ctx, actor, application.id, text="Wij kennen u 4.000 euro toe.")
    confirmed = Confirmed(Outcome.AWARDED, TODAY, TODAY, spend_before=date(2027, 5, 1), report_due=date(2027, 6, 30))
    confirm_letter(ctx, actor, application.id, letter.id, confirmed=confirmed)
    decide(small_world, application)
    page = client_of(small_world, "bea").get(f"/applications/{application.id}/award-terms").text
    assert 'value="2027-05-01"' in page and 'value="2027-06-30"' in page
