"""What a funder answered goes to the catalogue: once, later when it was away, and without what was said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.usecases.applying.ask_whether_open import record_first_contact
from services.tracker.usecases.passing_on.pass_on_answers import pass_on_answers
from shared.contracts.source_answer import AnswerOutcome
from tests.services.tracker.acts import TODAY, begin


def contact(world, application, answer="open", **more):
    return record_first_contact(
        world.ctx, world.actor("mo"), application.id, answer=answer, spoken_on=TODAY, note="Meneer Vos", **more
    )


def outcomes(world):
    return [row["catalogue_outcome"] for row in world.rows("first_contact")]


def test_an_answer_is_passed_on_once_with_the_last_day_and_without_the_note(world):
    application = begin(world)
    contact(world, application, closing=Entered(date(2027, 3, 1), Basis.BEFORE))
    assert pass_on_answers(world.ctx) == 1
    ((person_id, answer),) = world.matcher.answers
    assert person_id == world.ids["mo"]
    assert (answer.source_id, answer.heard, answer.told_on) == (application.source_id, "open", TODAY)
    assert answer.until == date(2027, 2, 28)
    assert "Vos" not in repr(answer)
    assert (pass_on_answers(world.ctx), len(world.matcher.answers)) == (0, 1)
    assert outcomes(world) == ["checked"]


def test_a_day_without_a_time_is_passed_on_as_the_giver_said_it(small_world):
    contact(small_world, begin(small_world), closing=Entered(date(2027, 3, 1)))
    pass_on_answers(small_world.ctx)
    assert small_world.matcher.answers[0][1].until == date(2027, 3, 1)


def test_with_closed_no_day_is_passed_on(small_world):
    """There it would be read as the day on which the source opens again."""
    contact(small_world, begin(small_world), "closed", closing=Entered(date(2027, 3, 1)))
    pass_on_answers(small_world.ctx)
    answer = small_world.matcher.answers[0][1]
    assert (answer.heard, answer.until) == ("closed", None)


def test_not_knowing_is_an_attempt(small_world):
    contact(small_world, begin(small_world), "unknown")
    pass_on_answers(small_world.ctx)
    assert small_world.matcher.answers[0][1].heard == "not_reached"


def test_answers_that_take_too_long_wait_for_the_next_turn(small_world, monkeypatch):
    monkeypatch.setattr("services.tracker.usecases.passing_on.pass_on_answers.MOST_SECONDS", 0)
    application = begin(small_world)
    for answer in ("open", "unknown"):
        contact(small_world, application, answer)
    told = [pass_on_answers(small_world.ctx) for _turn in range(3)]
    assert told == [1, 1, 0]


def test_while_the_matcher_is_away_the_answer_waits(world):
    contact(world, begin(world))
    world.matcher.away = True
    assert (pass_on_answers(world.ctx), outcomes(world)) == (0, [None])
    world.matcher.away = False
    assert (pass_on_answers(world.ctx), outcomes(world)) == (1, ["checked"])


def test_an_answer_that_gets_nowhere_holds_up_no_other_and_is_told_later(world, monkeypatch):
    application = begin(world)
    contact(world, application)
    world.clock.move(timedelta(minutes=1))
    contact(world, application, "unknown")
    stuck = [None, AnswerOutcome.CHECKED, AnswerOutcome.PROPOSED]
    monkeypatch.setattr(world.matcher, "tell_answer", lambda _person, _answer: stuck.pop(0))
    assert (pass_on_answers(world.ctx), outcomes(world).count("checked")) == (1, 1)
    assert (pass_on_answers(world.ctx), sorted(outcomes(world))) == (1, ["checked", "proposed"])


def test_what_could_not_be_passed_on_for_a_week_is_old_news(small_world):
    contact(small_world, begin(small_world))
    small_world.clock.move(timedelta(days=8))
    assert (pass_on_answers(small_world.ctx), small_world.matcher.answers) == (0, [])


@pytest.mark.parametrize("outcome", [AnswerOutcome.PROPOSED, AnswerOutcome.REFUSED])
def test_what_the_catalogue_did_is_kept(small_world, monkeypatch, outcome):
    contact(small_world, begin(small_world))
    monkeypatch.setattr(small_world.matcher, "tell_answer", lambda _person, _answer: outcome)
    pass_on_answers(small_world.ctx)
    assert outcomes(small_world) == [outcome.value]
