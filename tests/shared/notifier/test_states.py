"""The table of a delivery's life: what is promised of it, read from the table itself."""

from __future__ import annotations

import pytest

from shared.notifier.channels.base import ChannelName
from shared.notifier.labels import channel_label, reason_label, state_label
from shared.notifier.states import RESTING, TABLE, Event, NoSuchStep, State, after, events_in


def test_every_state_can_be_reached_from_the_first():
    reached = {State.PENDING}
    for _ in State:
        reached |= {to for state, _, to in TABLE if state in reached}
    assert reached == set(State)


def test_an_event_leads_from_a_state_to_one_state_only():
    steps = [(state, event) for state, event, _ in TABLE]
    assert len(steps) == len(set(steps))


def test_no_state_is_a_trap_without_a_name_for_it():
    restless = set(State) - RESTING
    assert restless == {State.PENDING, State.SENDING, State.RETRY_WAIT, State.UNCERTAIN, State.GATHERED, State.HELD}
    assert all(events_in(state) for state in restless)


@pytest.mark.parametrize("state", sorted(RESTING))
@pytest.mark.parametrize("event", [Event.CLAIM, Event.HOLD, Event.WAIT_OVER])
def test_what_rests_is_not_sent_again_by_itself(state, event):
    with pytest.raises(NoSuchStep, match=event):
        after(state, event)


def test_only_a_person_brings_back_what_was_given_up():
    assert set(events_in(State.DEAD)) == {Event.RETRY, Event.CLOSE}
    assert after(State.DEAD, Event.RETRY) is State.PENDING


def test_every_state_and_channel_has_words():
    words = [state_label(state) for state in State]
    assert all(words) and len(set(words)) == len(words)
    assert all(channel_label(channel) for channel in ChannelName)
    assert reason_label("deadline_moved") and reason_label("250") == "" == reason_label(None)
