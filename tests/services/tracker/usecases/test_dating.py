"""Deadlines besides the closing, what goes by, grace, and starting before a decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from services.tracker.domain.deadlines import Basis, DeadlineState, Entered, Kind
from services.tracker.domain.kinds import BY_HAND, KINDS
from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.applying.submit_application import submit_application
from services.tracker.usecases.dating.end_deadline_by_hand import end_deadline_by_hand
from services.tracker.usecases.dating.record_grace import record_grace
from services.tracker.usecases.dating.set_deadline import set_deadline
from services.tracker.usecases.reading.list_applications import list_applications
from services.tracker.usecases.reminding.make_due_reminders import make_due_reminders
from services.tracker.usecases.reviewing.approve_application import approve_application
from services.tracker.usecases.scheduling import schedule
from shared.contracts.source_snapshot import Closing, ClosingBasis
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound
from tests.services.tracker.acts import do

HELD = Closing(date(2027, 3, 31), basis=ClosingBasis.THROUGH)


def begin(world, **offered):
    world.offer(**{"status": "open", "closing": HELD} | offered)
    return start_application(world.ctx, world.actor("mo"), need_id="need-1", source_id="fonds-voor-de-wijk")


def at(world, year, month, day, hour=0, minute=0):
    world.clock.move(datetime(year, month, day, hour, minute, tzinfo=UTC) - world.clock.now())


def dated(world, application, kind, day, *, sure=True, who="mo", words=None):
    entered = Entered(day, Basis.THROUGH, source_text=words)
    return do(world, set_deadline, who, application, kind=kind, entered=entered, sure=sure)


def states(world, **where):
    return [(row["kind"], row["version"], row["state"]) for row in world.rows("deadline", **where)]


def told(world, kind="deadline_reminder"):
    return [row for row in world.rows("outbox_intent") if row["kind"] == kind]


def test_two_deadlines_have_their_own_reminders_and_the_nearest_counts_in_lists(world):
    application = begin(world)
    before = list_applications(world.ctx, world.actor("mo")).items[0]
    assert before.closing and before.application.attention_at == before.closing.plan_by
    dated(world, application, Kind.INTENT, date(2027, 1, 15))
    listed = list_applications(world.ctx, world.actor("mo")).items[0]
    assert [one.kind for one in listed.deadlines] == [Kind.INTENT, Kind.CLOSING]
    assert listed.nearest
    assert listed.application.attention_at == listed.nearest.plan_by == datetime(2027, 1, 15, 22, 59, 59, tzinfo=UTC)
    offsets: dict[str, list[int]] = {row["deadline_id"]: [] for row in world.rows("reminder")}
    for row in world.rows("reminder"):
        offsets[row["deadline_id"]].append(row["offset_days"])
    assert sorted(map(sorted, offsets.values())) == [[0, 2, 7, 14, 42], [2, 7, 14]]
    at(world, 2027, 1, 1, 12)
    assert make_due_reminders(world.ctx).told == 1
    assert told(world)[0]["data"]["deadline_kind"] == "intent"


def test_moving_one_leaves_the_reminders_of_the_other_alone(world):
    application = begin(world)
    dated(world, application, Kind.INTENT, date(2027, 1, 15))
    dated(world, application, Kind.INTENT, date(2027, 2, 1), words="Mail van de gever")
    assert states(world, kind="intent") == [("intent", 1, "moved"), ("intent", 2, "confirmed")]
    closing = world.rows("deadline", kind="closing")[0]
    assert {row["state"] for row in world.rows("reminder", deadline_id=closing["id"])} == {"planned"}


def test_handing_in_ends_what_comes_before_it(world):
    application = begin(world)
    dated(world, application, Kind.INTENT, date(2027, 1, 15))
    dated(world, application, Kind.START, date(2027, 6, 1))
    do(world, record_submitted_elsewhere, "bea", application, channel="post", submitted_on=date(2026, 11, 22))
    assert {row["kind"]: row["state"] for row in world.rows("deadline")} == {
        "closing": "met",
        "intent": "met",
        "start": "confirmed",
    }
    at(world, 2027, 1, 20, 12)
    make_due_reminders(world.ctx)
    assert told(world) == []
    row = world.rows("application")[0]
    assert row["attention_at"] == datetime(2027, 6, 1, 21, 59, 59, tzinfo=UTC)


def test_what_goes_by_is_written_down_and_changes_nothing_else(world):
    application = begin(world)
    dated(world, application, Kind.INTENT, date(2026, 12, 15))
    at(world, 2026, 12, 16)
    tick(world.ctx)
    tick(world.ctx)
    assert states(world, kind="intent") == [("intent", 1, "missed")]
    assert world.rows("application")[0]["state"] == "draft"
    assert world.rows("application")[0]["attention_at"] == world.rows("deadline", kind="closing")[0]["plan_by"]


def test_a_decision_that_stays_away_is_told_on_the_working_day_after(world):
    application = begin(world)
    do(world, record_submitted_elsewhere, "bea", application, channel="post", submitted_on=date(2026, 11, 22))
    with world.ctx.write() as work:
        mine = world.actor("bea")
        entered = Entered(date(2027, 1, 15), Basis.THROUGH)  # a Friday
        schedule(
            work,
            mine.scope,
            application,
            entered,
            DeadlineState.PROPOSED,
            told_by=mine.person_id,
            now=world.clock.now(),
            kind=Kind.DECISION_EXPECTED,
        )
    at(world, 2027, 1, 18, 7, 59)
    assert make_due_reminders(world.ctx).told == 0
    at(world, 2027, 1, 18, 8)
    assert make_due_reminders(world.ctx).told == 1
    assert told(world)[0]["data"]["deadline_kind"] == "decision_expected"


def test_two_days_before_a_coordinator_hears_of_a_draft(world):
    begin(world)
    at(world, 2027, 3, 24, 8)
    make_due_reminders(world.ctx)
    assert told(world, "deadline_at_risk") == []
    at(world, 2027, 3, 25, 8)
    make_due_reminders(world.ctx)
    make_due_reminders(world.ctx)
    (intent,) = told(world, "deadline_at_risk")
    assert (intent["audience"], intent["place_id"]) == ("place_coordinators", world.place)


def test_no_coordinator_hears_of_what_is_being_checked(small_world):
    application = begin(small_world)
    do(small_world, approve_application, "bea", application)
    at(small_world, 2027, 3, 25, 8)
    make_due_reminders(small_world.ctx)
    assert told(small_world, "deadline_at_risk") == []


def test_by_hand_it_ends_with_a_reason_only(world):
    application = begin(world)
    dated(world, application, Kind.INTENT, date(2027, 1, 15))
    deadline = world.rows("deadline", kind="intent")[0]["id"]

    def end(reason="Gebeld", who="mo", which=deadline, state=DeadlineState.MET):
        return do(world, end_deadline_by_hand, who, application, deadline_id=which, state=state, reason=reason)

    with pytest.raises(InvalidInput):
        end(reason="  ")
    with pytest.raises(NotAllowedNow):
        end(which=world.rows("deadline", kind="closing")[0]["id"], who="bea")
    with pytest.raises(NotFound):
        end(who="otto")
    end()
    assert {row["reason"] for row in world.rows("reminder", deadline_id=deadline)} == {"ended_by_hand"}
    with pytest.raises(NotFound):
        end()


def test_a_member_moves_only_an_own_date(small_world):
    application = begin(small_world)
    dated(small_world, application, Kind.INTENT, date(2027, 1, 15), who="bea")
    with pytest.raises(Forbidden):
        dated(small_world, application, Kind.INTENT, date(2027, 1, 20), words="De site")
    dated(small_world, application, Kind.INTENT, date(2027, 1, 20), who="bea", words="De site")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in BY_HAND])
def test_what_belongs_to_a_record_is_not_entered_as_such(small_world, kind):
    with pytest.raises(InvalidInput):
        dated(small_world, begin(small_world), kind, date(2027, 6, 1))


def test_before_sending_means_nothing_after_it(small_world):
    application = begin(small_world)
    do(small_world, record_submitted_elsewhere, "bea", application, channel="post", submitted_on=date(2026, 11, 22))
    with pytest.raises(NotAllowedNow):
        dated(small_world, application, Kind.INTENT, date(2027, 1, 20))
    dated(small_world, application, Kind.OBJECTION, date(2027, 1, 20))


def test_every_kind_has_its_rule_and_never_two_reminders_of_one_day():
    assert set(KINDS) == set(Kind)
    for rule in KINDS.values():
        assert list(rule.offsets) == sorted(set(rule.offsets), reverse=True)


# Grace


def with_grace(world, application, day=date(2027, 4, 7), who="bea"):
    entered = Entered(day, Basis.AT, time(12))
    return do(world, record_grace, who, application, until=entered, told_on=date(2026, 11, 22))


def test_in_the_grace_of_a_funder_nothing_is_missed_and_handing_in_is_possible(world):
    application = begin(world)
    do(world, approve_application, "bea", application)
    with_grace(world, application)
    at(world, 2027, 4, 6, 12)
    tick(world.ctx)
    assert world.rows("application")[0]["state"] == "ready"
    assert do(world, submit_application, "bea", application, channel="post").state == "submitted"


def test_after_the_grace_it_is_missed_and_nobody_is_told_of_it(world):
    application = begin(world)
    with_grace(world, application)
    at(world, 2027, 4, 7, 10, 0, 0)
    tick(world.ctx)
    assert world.rows("application")[0]["state"] == "draft"
    at(world, 2027, 4, 8, 9)
    tick(world.ctx)
    assert world.rows("application")[0]["state"] == "missed"
    for row in (*world.rows("outbox_intent"), *world.rows("audit_entry"), *world.rows("matcher_event")):
        text = str(dict(row))
        assert "2027-04-07" not in text and "grace_until" not in text and "7 april" not in text


def test_h69_a_second_after_the_closing_is_too_late_by_the_clock_of_the_server(small_world):
    application = begin(small_world)
    do(small_world, approve_application, "bea", application)
    at(small_world, 2027, 3, 31, 22)  # midnight in Amsterdam: 23:59:59 was in time
    with pytest.raises(NotAllowedNow) as problem:
        do(small_world, submit_application, "bea", application, channel="post")
    assert problem.value.code == "too_late"
    assert "01-04-2027 00:00" in problem.value.message


def test_a_government_waits_for_nobody(small_world):
    application = begin(small_world, provider_kind="government")
    with pytest.raises(NotAllowedNow) as problem:
        with_grace(small_world, application)
    assert problem.value.code == "public_money"


@pytest.mark.parametrize("day", [date(2027, 3, 31), date(2027, 6, 30)])
def test_grace_lies_behind_the_closing_and_not_far(small_world, day):
    with pytest.raises(InvalidInput):
        with_grace(small_world, begin(small_world), day)


def test_a_member_writes_no_grace_down_and_a_stranger_knows_of_nothing(small_world):
    application = begin(small_world)
    with pytest.raises(Forbidden):
        with_grace(small_world, application, who="mo")
    with pytest.raises(NotFound):
        with_grace(small_world, application, who="otto")


# Starting before the decision


@pytest.mark.parametrize(
    ("document", "starts_on", "possible"),
    [
        ({"start": {"not_before": "decision"}, "decision_weeks": 8}, date(2027, 5, 1), False),
        ({"start": {"not_before": "decision"}, "decision_weeks": 8}, date(2027, 6, 1), True),
        ({"start": {"not_before": "anytime"}, "decision_weeks": 8}, date(2027, 5, 1), True),
        ({"decision_weeks": 8}, date(2027, 5, 1), True),  # the source does not say that it must wait
        ({"start": {"not_before": "decision"}}, date(2027, 5, 1), True),
        ({"start": {"not_before": "decision"}, "decision_weeks": 8}, None, True),
    ],
)
def test_a_plan_does_not_start_before_the_decision_where_the_source_says_so(small_world, document, starts_on, possible):
    application = begin(small_world, document={"id": "x", **document}, need_starts_on=starts_on)
    if possible:
        assert do(small_world, approve_application, "bea", application).state == "ready"
        return
    with pytest.raises(NotAllowedNow) as problem:
        do(small_world, approve_application, "bea", application)
    assert problem.value.code == "starts_too_early"
