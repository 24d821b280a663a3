"""The ways in which people lose their trust, each as serious as a lost message.

A wrong "too late", a mail to a funder that nobody sent, another place that sees figures, a reminder in a week of rest.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.states import State
from services.tracker.jobs.clock import tick
from services.tracker.usecases.applying.record_submitted_elsewhere import record_submitted_elsewhere
from services.tracker.usecases.applying.set_closing_date import set_closing_date
from services.tracker.usecases.decided.add_condition import add_condition
from services.tracker.usecases.decided.decline_award import decline_award
from services.tracker.usecases.decided.object_to_decision import object_to_decision
from services.tracker.usecases.deciding.ask_completion import ask_completion
from services.tracker.usecases.deciding.complete_application import complete_application
from services.tracker.usecases.deciding.note_not_decided import note_not_decided
from services.tracker.usecases.deciding.recording import Letter
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready
from tests.services.tracker.client import client_of

IN_TEN_DAYS = TODAY + timedelta(days=10)


def state_of(world, application):
    return world.rows("application", id=application.id)[0]["state"]


# A wrong "too late"


@pytest.mark.parametrize(
    ("closing", "sure", "days", "state"),
    [
        (None, False, 400, "draft"),  # the source's own date was never confirmed
        (Entered(IN_TEN_DAYS, Basis.THROUGH), False, 11, "draft"),
        (Entered(IN_TEN_DAYS, Basis.THROUGH), True, 10, "draft"),  # its last day is a day
        (Entered(IN_TEN_DAYS, Basis.BEFORE), True, 9, "draft"),
        (Entered(IN_TEN_DAYS), True, 10, "draft"),  # no time is known: we plan earlier, and call nobody late earlier
        (Entered(IN_TEN_DAYS, Basis.THROUGH), True, 11, "missed"),
    ],
)
def test_nobody_is_called_too_late_on_a_date_that_is_not_sure_and_over(world, closing, sure, days, state):
    application = begin(world)
    if closing is not None:
        do(world, set_closing_date, "mo", application, closing=closing, sure=sure)
    world.clock.move(timedelta(days=days))
    tick(world.ctx)
    tick(world.ctx)
    assert state_of(world, application) == state


def test_what_was_handed_in_in_time_is_never_too_late_for_good(world):
    application = begin(world)
    do(world, set_closing_date, "mo", application, closing=Entered(IN_TEN_DAYS, Basis.THROUGH), sure=True)
    world.clock.move(timedelta(days=11))
    tick(world.ctx)
    assert state_of(world, application) == "missed"
    back = do(world, record_submitted_elsewhere, "bea", application, channel="online_form", submitted_on=IN_TEN_DAYS)
    assert back.state is State.SUBMITTED


def test_what_is_with_the_funder_is_never_missed(world):
    application = made_ready(world, begin(world))
    world.clock.move(timedelta(days=400))
    tick(world.ctx)
    assert state_of(world, application) == "submitted"


# A mail to a funder that nobody sent


def test_whatever_happens_only_people_of_the_place_hear_of_it(world):
    world.offer(provider_kind="government", document={"id": "s", "decision_weeks": 1})
    application = made_ready(world, begin(world))
    letter = Letter(TODAY, TODAY, "Offerte")
    do(world, ask_completion, "bea", application, letter=letter, term_ends_on=IN_TEN_DAYS)
    do(world, complete_application, "bea", application, sent_on=TODAY)
    world.clock.move(timedelta(days=20))
    tick(world.ctx)
    do(world, note_not_decided, "bea", application)
    day = TODAY + timedelta(days=20)
    dates = {"letter_on": day, "received_on": day}
    decide(world, application, outcome=Outcome.CONDITIONAL, **dates)
    do(world, add_condition, "bea", application, text="Handtekening", due_on=day)
    do(world, object_to_decision, "bea", application, sent_on=day, grounds="Oneens")
    world.clock.move(timedelta(days=20))
    tick(world.ctx)
    do(world, decline_award, "bea", application)
    intents = world.rows("outbox_intent")
    assert {row["kind"] for row in intents} >= {"application_submitted", "completion_asked", "term_passed"}
    assert {row["audience"] for row in intents} == {"place_team"}
    assert {row["place_id"] for row in intents} == {world.place}
    assert not [row for row in intents if "@" in str(row["data"])]


# Another place that sees figures


def test_another_place_finds_nothing_at_any_address(small_world):
    world = small_world
    application = decide(world, made_ready(world, begin(world)), amount_cents=123_456)
    otto = client_of(world, "otto")
    app = otto.http.application
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "application_id" in rule.arguments and "GET" in (rule.methods or ())
    ]
    assert len(rules) > 20
    for rule in rules:
        others = dict.fromkeys(rule.arguments, application.id)
        with app.test_request_context():
            address = rule.rule
            for name, value in others.items():
                address = address.replace(f"<{name}>", value)
        answer = otto.get(f"{address}?cover=own" if address.endswith("what-if") else address)
        assert answer.status_code == 404, address
        assert "1.234,56" not in answer.text and "keuken" not in answer.text.lower(), address
    for address in ("/", "/api/v1/applications"):
        assert "1.234,56" not in otto.get(address).text and "keuken" not in otto.get(address).text.lower()


# A reminder in a week of rest


def test_in_a_week_of_rest_nobody_is_reminded(world):
    application = begin(world)
    do(world, set_closing_date, "mo", application, closing=Entered(date(2027, 1, 11), Basis.THROUGH), sure=True)
    sent = made_ready(world, begin_another(world))
    do(world, ask_completion, "bea", sent, letter=Letter(TODAY, TODAY, "Offerte"), term_ends_on=date(2026, 12, 29))
    world.rest(date(2026, 12, 21), date(2027, 1, 3))
    world.clock.move(timedelta(days=29))
    before = len(world.rows("outbox_intent"))
    for _day in range(13):
        tick(world.ctx)
        world.clock.move(timedelta(days=1))
    assert len(world.rows("outbox_intent")) == before


def begin_another(world):
    from services.tracker.usecases.applying.start_application import start_application

    world.offer(need_id="need-2")
    return start_application(world.ctx, world.actor("mo"), need_id="need-2", source_id="fonds-voor-de-wijk")
