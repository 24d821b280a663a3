"""Two people at one application, on both databases."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import Event
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.decided.accept_revised import accept_revised
from services.tracker.usecases.decided.decline_award import decline_award
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.usecases.reviewing.approve_application import approve_application
from services.tracker.usecases.reviewing.request_check import request_check
from shared.kernel.errors import NotAllowedNow, Stale
from tests.services.tracker.acts import begin, decide, do, made_ready


@pytest.fixture
def draft(world):
    return begin(world)


def state_of(world, application):
    return world.rows("application", id=application.id)[0]["state"]


def test_who_acts_on_an_old_version_hears_what_changed(world, draft):
    do(world, approve_application, "bea", draft, expected_version=draft.version)
    with pytest.raises(Stale) as problem:
        do(world, request_check, "mo", draft, expected_version=draft.version)
    assert problem.value.current == draft.version + 1
    events: Any = problem.value.changes["events"]
    (change,) = events
    assert (change["event"], change["by"], change["state"]) == ("approve", "Bea", "ready")


def test_of_two_at_the_same_moment_one_wins(world, draft):
    made_ready(world, draft)
    version = world.rows("application")[0]["version"]
    start, outcomes = Barrier(2), {}

    def run(name, act):
        start.wait()
        try:
            outcomes[name] = act()
        except (Stale, NotAllowedNow) as problem:
            outcomes[name] = problem

    acts = {
        "withdraw": lambda: do(world, withdraw_application, "bea", draft, expected_version=version),
        "decide": lambda: decide(world, draft, who="vera", expected_version=version),
    }
    threads = [Thread(target=run, args=pair) for pair in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    lost = [outcome for outcome in outcomes.values() if isinstance(outcome, Exception)]
    assert len(outcomes) == 2 and len(lost) == 1 and isinstance(lost[0], Stale)
    assert lost[0].changes["events"]
    assert state_of(world, draft) in ("withdrawn", "awarded")
    assert len(world.rows("decision")) == (state_of(world, draft) == "awarded")


def test_every_change_has_its_audit_row(world, draft):
    made_ready(world, draft)
    decide(world, draft)
    history = read_dossier(world.ctx, world.actor("cor"), draft.id).history
    assert [line.action for line in history] == [
        f"application.{event}" for event in (Event.START, Event.APPROVE, Event.SUBMIT, Event.DECIDE_AWARD)
    ]
    assert [line.detail["version"] for line in history] == [2, 3, 4, 5]


def test_h73_of_going_on_and_doing_without_at_the_same_moment_one_wins(world, draft):
    made_ready(world, draft)
    decided = decide(world, draft, outcome=Outcome.PARTIAL, amount_cents=100_000)
    start, outcomes = Barrier(2), {}

    def run(name, use_case):
        start.wait()
        try:
            outcomes[name] = do(world, use_case, "bea", draft, expected_version=decided.version)
        except (Stale, NotAllowedNow) as problem:
            outcomes[name] = problem

    threads = [Thread(target=run, args=pair) for pair in (("accept", accept_revised), ("decline", decline_award))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    lost = [outcome for outcome in outcomes.values() if isinstance(outcome, Exception)]
    assert len(outcomes) == 2 and len(lost) == 1 and isinstance(lost[0], Stale)
    assert state_of(world, draft) in ("awarded", "declined")
