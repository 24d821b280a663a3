from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.tracker.domain.states import State
from services.tracker.storage import snapshots
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.reading.find_open import find_open
from shared.contracts.source_snapshot import Closing, ClosingBasis
from shared.kernel.errors import Forbidden, IdempotencyMismatch, NotAllowedNow, NotFound
from shared.plumbing.idempotency import AlreadyDone, Once

ASKED: dict[str, Any] = {"need_id": "need-1", "source_id": "fonds-voor-de-wijk"}


def start(world, who="mo", **more):
    return start_application(world.ctx, world.actor(who), **ASKED, **more)


def test_start_keeps_everything_in_one_go(world):
    made = start(world)
    assert (made.state, made.version, made.place_id, made.amount_cents) == (State.DRAFT, 2, world.place, 400_000)
    with world.ctx.database.read() as connection:
        kept = snapshots.of_application(connection, world.actor("mo").scope, made.id)
    assert kept == world.matcher.snapshots["need-1", "fonds-voor-de-wijk"]
    tasks = [(row["kind"], row["code"]) for row in sorted(world.rows("task"), key=lambda row: row["position"])]
    assert tasks == [
        ("ask_open", "unknown"),
        ("first_step", "phone_call"),
        ("paper", "project_plan"),
        ("paper", "budget"),
        ("paper", "kvk_extract"),
    ]
    (deadline,) = world.rows("deadline")
    # "1 februari" 2027 is a Monday without a time: the Friday before at 17:00 is what we plan on.
    assert (deadline["local_date"], deadline["last_day"], deadline["assumed"]) == (
        date(2027, 2, 1),
        date(2027, 1, 29),
        True,
    )
    assert deadline["plan_by"] == datetime(2027, 1, 29, 16, 0, tzinfo=UTC)
    assert deadline["state"] == "proposed"
    reminders = [(row["offset_days"], row["state"]) for row in world.rows("reminder")]
    assert reminders == [(42, "planned"), (14, "planned"), (7, "planned"), (2, "planned"), (0, "planned")]
    (audit,) = world.rows("audit_entry")
    assert (audit["action"], audit["person_id"]) == ("application.start", world.ids["mo"])
    (intent,) = world.rows("outbox_intent")
    assert (intent["kind"], intent["subject"], intent["audience"]) == (
        "application_started",
        f"application:{made.id}",
        "place_team",
    )
    assert intent["data"]["closing_date"] == "2027-01-29"
    assert intent["data"]["days_left"] == 68


def test_an_error_halfway_leaves_nothing(world, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("the power went out")

    monkeypatch.setattr("services.tracker.usecases.applying.start_application.audit_entry", fail)
    with pytest.raises(RuntimeError):
        start(world)
    for table in ("application", "source_snapshot", "task", "deadline", "reminder", "outbox_intent", "audit_entry"):
        assert world.rows(table) == []


def test_an_open_source_needs_no_question(world):
    world.offer(status="open", closing=Closing(date(2027, 3, 31), basis=ClosingBasis.THROUGH))
    start(world)
    assert "ask_open" not in {row["kind"] for row in world.rows("task")}
    assert world.rows("deadline")[0]["state"] == "confirmed"


def test_a_closed_source_is_refused(world):
    world.offer(status="closed")
    with pytest.raises(NotAllowedNow) as problem:
        start(world)
    assert problem.value.code == "source_closed"
    assert world.rows("application") == []


def test_reminders_that_are_past_are_not_sent(world):
    world.offer(closing=Closing(date(2026, 12, 3), basis=ClosingBasis.THROUGH))
    start(world)
    found = {row["offset_days"]: (row["state"], row["reason"]) for row in world.rows("reminder")}
    assert found == {
        42: ("expired", "past_when_planned"),
        14: ("expired", "past_when_planned"),
        7: ("planned", None),
        2: ("planned", None),
        0: ("planned", None),
    }


def test_a_date_that_is_over_says_nothing(world):
    world.offer(closing=Closing(date(2026, 2, 1)))
    start(world)
    assert world.rows("deadline") == []


def test_the_same_match_starts_once(world):
    first = start(world)
    with pytest.raises(NotAllowedNow) as problem:
        start(world, "vera")
    assert problem.value.code == "already_open"
    found = find_open(world.ctx, world.actor("vera"), **ASKED)
    assert found is not None and found.id == first.id
    assert len(world.rows("application")) == 1


def test_an_idea_is_taken_up(world):
    idea = start(world, as_idea=True)
    assert idea.state is State.IDEA
    assert world.rows("deadline") == [] and world.rows("outbox_intent") == []
    begun = start(world, "vera")
    assert (begun.id, begun.state) == (idea.id, State.DRAFT)
    assert len([row for row in world.rows("task") if row["kind"] == "ask_open"]) == 1
    assert len(world.rows("reminder")) == 5


def test_a_repeat_with_the_same_key_answers_the_same(world):
    once = Once("mo start", "key-1", "print", lambda made: {"id": made.id})
    made = start(world, once=once)
    with pytest.raises(AlreadyDone) as again:
        start(world, once=once)
    assert again.value.answer == {"id": made.id}
    with pytest.raises(IdempotencyMismatch):
        start(world, once=Once("mo start", "key-1", "other", lambda made: {}))
    assert len(world.rows("application")) == 1 and len(world.rows("outbox_intent")) == 1


def test_who_may_start(world):
    with pytest.raises(NotFound):
        start(world, "otto")
    with pytest.raises(Forbidden):
        start(world, "cor")
    assert start(world, "victor").started_by == world.ids["victor"]
