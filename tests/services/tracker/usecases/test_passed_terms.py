"""Terms that went by: told once, changed by nobody, and not in a rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.tracker.domain.decisions import Outcome
from services.tracker.storage.tables import metadata
from services.tracker.usecases.applying.start_application import start_application
from services.tracker.usecases.decided.add_condition import add_condition
from services.tracker.usecases.deciding.ask_completion import ask_completion
from services.tracker.usecases.deciding.recording import Letter
from services.tracker.usecases.reminding.tell_passed_terms import tell_passed_terms
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready

IN_TEN_DAYS = TODAY + timedelta(days=10)


@pytest.fixture(params=["incomplete", "awarded_conditional"])
def waiting(request, world):
    """An application with a term of ten days."""
    application = made_ready(world, begin(world))
    if request.param == "incomplete":
        letter = Letter(TODAY, TODAY, "Offerte")
        do(world, ask_completion, "bea", application, letter=letter, term_ends_on=IN_TEN_DAYS)
    else:
        decide(world, application, outcome=Outcome.CONDITIONAL)
        do(world, add_condition, "bea", application, text="Handtekening", due_on=IN_TEN_DAYS)
    return application, request.param


def told(world):
    return len(world.rows("outbox_intent", kind="term_passed"))


def test_it_is_told_once_and_the_state_is_left_to_people(world, waiting):
    application, state = waiting
    world.clock.move(timedelta(days=10))
    assert tell_passed_terms(world.ctx) == 0, "the last day is still a day"
    world.clock.move(timedelta(days=1))
    assert [tell_passed_terms(world.ctx), tell_passed_terms(world.ctx)] == [1, 0]
    assert told(world) == 1
    assert world.rows("application", id=application.id)[0]["state"] == state


def test_a_place_that_rests_hears_of_it_afterwards(world, waiting):
    world.rest(IN_TEN_DAYS, TODAY + timedelta(days=20))
    world.clock.move(timedelta(days=12))
    assert tell_passed_terms(world.ctx) == 0 and told(world) == 0
    world.clock.move(timedelta(days=10))
    assert tell_passed_terms(world.ctx) == 1 and told(world) == 1


def test_places_that_rest_do_not_hold_up_others(world, waiting, monkeypatch):
    """Their terms went by first, and a batch takes one."""
    monkeypatch.setattr("services.tracker.usecases.reminding.tell_passed_terms.BATCH", 1)
    application, _ = waiting
    with world.ctx.database.transaction() as connection:
        change = sa.update(metadata.tables["deadline"]).where(metadata.tables["deadline"].c.state == "confirmed")
        connection.execute(change.values(place_id=world.ids["other"]))
    longer_ago = world.rows("deadline", place_id=world.ids["other"])
    second = begin_second(world)
    world.rest(IN_TEN_DAYS, TODAY + timedelta(days=20), "other")
    world.clock.move(timedelta(days=12))
    assert longer_ago and tell_passed_terms(world.ctx) == 1
    (intent,) = world.rows("outbox_intent", kind="term_passed")
    assert intent["data"]["application_id"] == second.id != application.id


def begin_second(world):
    """Another application of the place, that waits for an answer until the same day."""
    world.offer(need_id="need-2")
    made = start_application(world.ctx, world.actor("mo"), need_id="need-2", source_id="fonds-voor-de-wijk")
    application = made_ready(world, made)
    letter = Letter(TODAY, TODAY, "Offerte")
    do(world, ask_completion, "bea", application, letter=letter, term_ends_on=IN_TEN_DAYS)
    return application
