from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from services.tracker.domain.contacts import ContactOutcome, Way
from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import Event, State
from services.tracker.usecases.applying.ask_whether_open import record_first_contact
from services.tracker.usecases.applying.complete_task import complete_task
from services.tracker.usecases.applying.edit_application import edit_application
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.applying.submit_application import submit_application
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.usecases.reminding.make_due_reminders import make_due_reminders
from services.tracker.usecases.reviewing.approve_application import approve_application
from services.tracker.usecases.reviewing.request_check import request_check
from services.tracker.usecases.reviewing.return_application import return_application
from shared.access.actors import Role
from shared.access.enrolment import end_mandate
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready

OPEN_UNTIL_MARCH = Entered(date(2027, 3, 31), Basis.THROUGH)


@pytest.fixture
def world(small_world):
    """On SQLite; two people at once, starting and reminding run on both databases."""
    return small_world


@pytest.fixture
def draft(world):
    return begin(world)


def state_of(world, application):
    return world.rows("application", id=application.id)[0]["state"]


# Checking and handing in


def test_the_only_board_member_goes_straight_on(world, draft):
    sent = made_ready(world, draft)
    assert sent.state is State.SUBMITTED
    (submission,) = world.rows("submission")
    assert (submission["elsewhere"], submission["happened_at"]) == (False, world.clock.now())
    assert {row["state"] for row in world.rows("reminder")} == {"suppressed"}
    assert world.rows("deadline")[0]["state"] == "met"
    assert [row["kind"] for row in world.rows("outbox_intent")] == ["application_started", "application_submitted"]


def test_of_two_board_members_the_only_author_does_not_approve(world):
    world.join("bert", Role.BOARD)
    application = begin(world, "bea")
    with pytest.raises(NotAllowedNow) as problem:
        do(world, approve_application, "bea", application)
    assert problem.value.code == "check_first"
    do(world, request_check, "bea", application)
    with pytest.raises(NotAllowedNow) as problem:
        do(world, approve_application, "bea", application)
    assert problem.value.code == "own_work"
    assert do(world, approve_application, "bert", application).state is State.READY


def test_a_check_can_send_it_back_with_the_reason(world, draft):
    do(world, request_check, "mo", draft)
    with pytest.raises(InvalidInput):
        do(world, return_application, "bea", draft, reason=" ")
    assert do(world, return_application, "bea", draft, reason="De begroting klopt niet").state is State.DRAFT
    history = read_dossier(world.ctx, world.actor("mo"), draft.id).history
    assert history[-1].detail["reason"] == "De begroting klopt niet"


def test_editing_makes_the_approval_void(world, draft):
    do(world, approve_application, "bea", draft)
    edited = do(world, edit_application, "mo", draft, title="Keuken", amount_cents=250_000, expected_version=None)
    assert (edited.state, edited.title, edited.amount_cents) == (State.DRAFT, "Keuken", 250_000)
    with pytest.raises(NotAllowedNow):
        do(world, submit_application, "bea", draft, channel="email")


def test_who_may_hand_in(world, draft):
    do(world, approve_application, "bea", draft)
    for name in ("mo", "victor", "cor"):
        with pytest.raises(Forbidden):
            do(world, submit_application, name, draft, channel="email")
    with pytest.raises(NotFound):
        do(world, submit_application, "otto", draft, channel="email")
    assert do(world, submit_application, "vera", draft, channel="email").state is State.SUBMITTED


def test_an_ended_mandate_ends_at_once(world, draft):
    do(world, approve_application, "bea", draft)
    (mandate,) = world.actor("vera").mandates
    with world.ctx.people.transaction() as connection:
        end_mandate(connection, mandate_id=mandate.id, at=world.clock.now())
    with pytest.raises(NotFound):
        do(world, submit_application, "vera", draft, channel="email")
    assert state_of(world, draft) == "ready"


def test_the_servers_time_decides(world, draft):
    do(world, set_closing_date, "mo", draft, closing=Entered(TODAY, Basis.AT, time(13, 0)), sure=True)
    do(world, approve_application, "bea", draft)
    world.clock.move(timedelta(seconds=1))  # 13:00:01 in Amsterdam
    with pytest.raises(NotAllowedNow) as problem:
        do(world, submit_application, "bea", draft, channel="email")
    assert problem.value.code == "too_late"
    assert "22-11-2026 13:00" in problem.value.message
    assert problem.value.allowed == ("edit", "submit_elsewhere")


def test_a_member_moves_only_a_date_of_their_own(world):
    by_the_board = begin(world, "bea")
    later = Entered(date(2027, 4, 30), Basis.THROUGH)
    with pytest.raises(Forbidden):
        do(world, set_closing_date, "mo", by_the_board, closing=later, sure=True)
    assert [row["version"] for row in world.rows("deadline")] == [1]
    for name in ("vera", "cor", "bea"):
        do(world, set_closing_date, name, by_the_board, closing=later, sure=True)
    assert [row["version"] for row in world.rows("deadline")] == [1, 2, 3, 4]


def test_a_date_that_nobody_confirmed_forbids_nothing(world, draft):
    do(world, set_closing_date, "mo", draft, closing=Entered(TODAY, Basis.AT, time(13, 0)), sure=False)
    world.clock.move(timedelta(days=2))
    assert made_ready(world, draft).state is State.SUBMITTED


@pytest.mark.parametrize(
    ("on", "at", "code"),
    [
        (date(2026, 11, 21), time(16, 30), None),
        (date(2026, 11, 21), None, None),
        (date(2026, 11, 22), time(12, 59), "too_late"),
        (date(2026, 11, 22), time(13, 1), "in_future"),
        (date(2026, 11, 23), None, "in_future"),
    ],
)
def test_what_was_handed_in_elsewhere_counts_with_its_own_moment(world, draft, on, at, code):
    do(world, set_closing_date, "mo", draft, closing=Entered(TODAY, Basis.BEFORE), sure=True)
    given = {"channel": "online_form", "submitted_on": on, "submitted_at": at, "reference": "OF-123"}
    if code:
        with pytest.raises(NotAllowedNow) as problem:
            do(world, record_submitted_elsewhere, "bea", draft, **given)
        assert problem.value.code == code
        return
    assert do(world, record_submitted_elsewhere, "bea", draft, **given).state is State.SUBMITTED
    (kept,) = world.rows("submission")
    assert (kept["elsewhere"], kept["time_known"], kept["reference"]) == (True, at is not None, "OF-123")


# What comes after


def test_a_decision_keeps_its_three_dates_and_tells_the_team(world, draft):
    made_ready(world, draft)
    decided = decide(world, draft, who="vera", outcome=Outcome.PARTIAL, amount_cents=150_000)
    assert decided.state is State.AWARDED_PARTIAL
    (kept,) = world.rows("decision")
    assert (kept["amount_cents"], kept["letter_on"], kept["received_on"]) == (150_000, TODAY, TODAY)
    assert kept["recorded_at"] == world.clock.now()
    intent = world.rows("outbox_intent", kind="decision_recorded")[0]
    assert (intent["data"]["decision"], intent["data"]["amount_cents"]) == ("partial", 150_000)


def test_an_award_without_an_amount_is_what_was_asked(world, draft):
    made_ready(world, draft)
    decide(world, draft)
    assert world.rows("decision")[0]["amount_cents"] == 400_000


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"letter_kept": False}, {"letterKept"}),
        ({"outcome": Outcome.PARTIAL}, {"amount"}),
        ({"outcome": Outcome.PARTIAL, "amount_cents": 400_000}, {"amount"}),
        ({"outcome": Outcome.REJECTED, "amount_cents": 1}, {"amount"}),
        ({"letter_on": TODAY + timedelta(days=1)}, {"letterOn", "receivedOn"}),
        ({"received_on": TODAY - timedelta(days=1)}, {"receivedOn"}),
    ],
)
def test_a_decision_that_does_not_add_up_is_refused(world, draft, changes, fields):
    made_ready(world, draft)
    with pytest.raises(InvalidInput) as problem:
        decide(world, draft, **changes)
    assert {error.field for error in problem.value.errors} == fields
    assert world.rows("decision") == [] and state_of(world, draft) == "submitted"


def test_h75_a_letter_from_before_the_submission_is_refused(world, draft):
    made_ready(world, draft)
    with pytest.raises(InvalidInput) as problem:
        decide(world, draft, letter_on=TODAY - timedelta(days=1))
    assert {(error.field, error.code) for error in problem.value.errors} == {("letterOn", "before_submission")}


def test_h72_nothing_is_decided_on_what_was_withdrawn(world, draft):
    made_ready(world, draft)
    assert do(world, withdraw_application, "bea", draft).state is State.WITHDRAWN
    with pytest.raises(NotAllowedNow) as problem:
        decide(world, draft)
    assert problem.value.allowed == (Event.RESUBMIT,)
    assert begin(world).id != draft.id  # the way to this source is free again


def test_a_member_does_not_record_a_decision(world, draft):
    made_ready(world, draft)
    with pytest.raises(Forbidden):
        decide(world, draft, who="mo")


# The phone, the date, the tasks


def test_the_answer_of_the_funder_is_kept(world, draft):
    more = {"answer": "open", "spoken_on": TODAY, "closing": OPEN_UNTIL_MARCH, "note": "Sprak met mevrouw Jansen"}
    do(world, record_first_contact, "mo", draft, **more)
    assert world.rows("application")[0]["source_status"] == "open"
    assert world.rows("task", kind="ask_open")[0]["done_by"] == world.ids["mo"]
    old, new = world.rows("deadline")
    assert (old["state"], new["state"], new["version"]) == ("moved", "confirmed", 2)
    states = {(row["deadline_version"], row["state"]) for row in world.rows("reminder")}
    assert states == {(1, "superseded"), (2, "planned")}


def test_not_known_yet_leaves_the_question_open(world, draft):
    do(world, record_first_contact, "mo", draft, answer="unknown", spoken_on=TODAY)
    assert world.rows("task", kind="ask_open")[0]["done_at"] is None
    assert world.rows("application")[0]["source_status"] == "unknown"


def test_stopping_is_a_good_outcome(world, draft):
    said = {"answer": "closed", "spoken_on": TODAY, "way": Way.MATCH_EVENING, "outcome": ContactOutcome.STOP}
    stopped = do(world, record_first_contact, "mo", draft, **said)
    assert (world.rows("first_contact")[0]["way"], world.rows("first_contact")[0]["outcome"]) == (
        "match_evening",
        "stop",
    )
    assert stopped.state is State.STOPPED
    assert {row["state"] for row in world.rows("reminder")} == {"suppressed"}
    assert world.rows("deadline")[0]["state"] == "withdrawn"
    world.clock.move(timedelta(days=100))
    assert make_due_reminders(world.ctx).told == 0


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), date(2099, 1, 1), date.max])
def test_a_closing_date_lies_ahead_and_not_in_another_age(world, draft, day):
    with pytest.raises(InvalidInput):
        do(world, set_closing_date, "mo", draft, closing=Entered(day), sure=True)
    assert len(world.rows("deadline")) == 1


def test_a_task_is_ticked_off_and_on_again(world, draft):
    task = world.rows("task", kind="paper")[0]
    done = complete_task(world.ctx, world.actor("vera"), draft.id, task["id"], expected_version=1)
    assert (done.done_by, done.version) == (world.ids["vera"], 2)
    # Ticking what is ticked already is no mistake, also from an old page.
    assert complete_task(world.ctx, world.actor("mo"), draft.id, task["id"], expected_version=1) == done
    again = complete_task(world.ctx, world.actor("mo"), draft.id, task["id"], done=False, expected_version=2)
    assert again.done_at is None
    with pytest.raises(NotFound):
        complete_task(world.ctx, world.actor("mo"), draft.id, "no-task")
