from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.tracker.domain.guards import GUARDS, Facts, decide, offered
from services.tracker.domain.states import (
    ASKING,
    EVENT_LABELS,
    GRANTED,
    RESTING,
    STATE_LABELS,
    TABLE,
    Event,
    State,
    Who,
    events_from,
    row_for,
)
from services.tracker.usecases.drawing.states import draw_states
from services.tracker.web.words import TONES, event_done
from shared.kernel.errors import Forbidden, NotAllowedNow

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERYBODY = frozenset(Who)
DOCUMENT = Path(__file__).parents[4] / "docs" / "states.md"


def test_every_state_can_be_reached_and_every_event_happens():
    reached: set[State | None] = {None}
    while more := {row.after for row in TABLE if row.before in reached} - reached:
        reached |= more
    assert reached - {None} == set(State)
    assert {row.event for row in TABLE} == set(Event)


def test_every_state_and_event_has_words_of_its_own():
    assert set(STATE_LABELS) == set(TONES) == set(State)
    assert set(EVENT_LABELS) == set(Event)
    assert len(set(STATE_LABELS.values())) == len(State)
    assert all(event_done(event.value) != event.value for event in Event)


def test_the_table_is_sound():
    assert len({(row.before, row.event) for row in TABLE}) == len(TABLE)
    assert {name for row in TABLE for name in row.guards} == set(GUARDS)
    assert RESTING.isdisjoint(ASKING) and RESTING - {State.CLOSED} == RESTING - GRANTED
    # Out of a resting state leads only what came late after all, an objection, a new try, or money back.
    news = {
        Event.SUBMIT_ELSEWHERE,
        Event.COMPLETE,
        Event.OBJECT,
        Event.RULE_UNCHANGED,
        Event.RULE_AWARD,
        Event.RULE_PARTIAL,
        Event.RULE_REJECT,
        Event.RESUBMIT,
        Event.CLAIM,
        Event.REVISE,
    }
    assert {row.event for row in TABLE if row.before in RESTING} <= news


def test_the_clock_ends_only_what_a_date_ends():
    assert {row.event for row in TABLE if Who.CLOCK in row.who} == {Event.MISS, Event.REPORT_LATE, Event.CLOSE}


@pytest.mark.parametrize(
    ("state", "event", "words"),
    [
        (State.IDEA, Event.SUBMIT, "Dit kan nog niet. De aanvraag staat nu op “Idee”. Zet de aanvraag eerst op “Klaar"),
        (State.DRAFT, Event.SUBMIT, "eerst op “Klaar om in te dienen”"),
        (State.DRAFT, Event.DECIDE_AWARD, "eerst op “Ingediend”"),
        (State.INTERNAL_CHECK, Event.EDIT, "eerst op “Aan het schrijven”"),
        (State.SUBMITTED, Event.EDIT, "Dit kan niet meer. De aanvraag staat nu op “Ingediend”."),
        (State.REJECTED, Event.WITHDRAW, "Dit kan niet meer. De aanvraag staat nu op “Afgewezen”."),
        (State.STOPPED, Event.SUBMIT, "Dit kan niet meer"),
    ],
)
def test_what_can_not_happen_says_what_comes_first_or_that_it_is_too_late(state, event, words):
    with pytest.raises(NotAllowedNow) as refused:
        decide(state, event, EVERYBODY, Facts(now=NOW))
    assert words in refused.value.message
    assert refused.value.code == "state"


def test_only_the_board_and_a_written_mandate_hand_in_and_take_back():
    signing = {Event.SUBMIT, Event.SUBMIT_ELSEWHERE, Event.WITHDRAW}
    assert {row.who for row in TABLE if row.event in signing} == {frozenset({Who.BOARD, Who.MANDATED})}
    assert {row.who for row in TABLE if row.event is Event.APPROVE} == {frozenset({Who.BOARD})}


@pytest.mark.parametrize("state", [None, *State])
def test_an_event_that_is_not_in_the_table_names_those_that_are(state):
    illegal = [event for event in Event if row_for(state, event) is None]
    assert illegal
    for event in illegal:
        with pytest.raises(NotAllowedNow) as problem:
            decide(state, event, EVERYBODY - {Who.CLOCK}, Facts(NOW))
        assert problem.value.allowed == events_from(state)


def test_the_wrong_role_is_forbidden_not_hidden():
    with pytest.raises(Forbidden):
        decide(State.READY, Event.SUBMIT, frozenset({Who.MEMBER, Who.VOLUNTEER}), Facts(NOW))


@pytest.mark.parametrize(
    ("guard", "facts", "code"),
    [
        ("source_not_closed", {"source_status": "closed"}, "source_closed"),
        ("source_not_closed", {"source_status": "unknown"}, None),
        ("source_not_closed", {"source_status": None}, None),
        ("required_parts", {"title": " "}, "title_missing"),
        ("required_parts", {"title": "Keuken"}, None),
        ("only_board_member", {"actor_id": "a", "board_ids": {"a"}}, None),
        ("only_board_member", {"actor_id": "a", "board_ids": {"a", "b"}}, "check_first"),
        ("second_pair_of_eyes", {"actor_id": "a", "author_ids": {"a"}, "board_ids": {"a"}}, None),
        ("second_pair_of_eyes", {"actor_id": "a", "author_ids": {"a"}, "board_ids": {"a", "b"}}, "own_work"),
        ("second_pair_of_eyes", {"actor_id": "a", "author_ids": {"a", "c"}, "board_ids": {"a", "b"}}, None),
        ("second_pair_of_eyes", {"actor_id": "b", "author_ids": {"a"}, "board_ids": {"a", "b"}}, None),
        ("reason_given", {"reason": ""}, "reason_missing"),
        ("in_time", {"closes_at": None}, None),
        ("in_time", {"closes_at": NOW + HOUR}, None),
        ("in_time", {"closes_at": NOW}, "too_late"),
        ("was_in_time", {"happened_at": None}, "moment_missing"),
        ("was_in_time", {"happened_at": NOW - 2 * HOUR, "closes_at": NOW - HOUR}, None),
        ("was_in_time", {"happened_at": NOW - HOUR, "closes_at": NOW - HOUR}, "too_late"),
        ("was_in_time", {"happened_at": NOW + HOUR}, "in_future"),
        ("closing_passed", {"closes_at": None}, "not_closed"),
        ("closing_passed", {"closes_at": NOW + HOUR}, "not_closed"),
        ("closing_passed", {"closes_at": NOW}, None),
        ("decision_dates", {"letter_on": date(2026, 11, 21), "submitted_at": NOW}, "before_submission"),
        ("decision_dates", {"letter_on": date(2026, 11, 22), "submitted_at": NOW}, None),
        ("decision_dates", {"letter_on": None, "submitted_at": NOW}, None),
    ],
)
def test_guards(guard, facts, code):
    sets: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, set) else value for name, value in facts.items()
    }
    refusal = GUARDS[guard](Facts(NOW, **sets))
    assert (refusal and refusal.code) == code


def test_what_is_offered_leaves_out_what_would_be_refused():
    alone = Facts(NOW, actor_id="a", title="Keuken", author_ids=frozenset({"a"}), board_ids=frozenset({"a"}))
    assert Event.APPROVE in offered(State.DRAFT, frozenset({Who.BOARD}), alone)
    two = Facts(NOW, actor_id="a", title="Keuken", author_ids=frozenset({"a"}), board_ids=frozenset({"a", "b"}))
    assert Event.APPROVE not in offered(State.DRAFT, frozenset({Who.BOARD}), two)
    assert Event.APPROVE not in offered(State.INTERNAL_CHECK, frozenset({Who.BOARD}), two)
    assert Event.RETURN in offered(State.INTERNAL_CHECK, frozenset({Who.BOARD}), two)


def test_the_drawing_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == draw_states()
