"""Waiting longer each time, and giving up at the promised moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.contracts.messages import MessageClass
from shared.notifier.waits import USUAL_WAITS, may_ask_again, wait_after

A, B = MessageClass.A, MessageClass.B
NO_AGE = timedelta(0)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 0.5), (2, 2), (3, 10), (4, 30), (5, 60), (6, 120), (7, 240)])
def test_waits_grow_as_promised(tries, minutes):
    assert wait_after(USUAL_WAITS, tries, NO_AGE, B, lambda: 0.5) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 24), (1.0, 36)])
def test_waits_are_spread_by_a_fifth(chance, seconds):
    assert wait_after(USUAL_WAITS, 1, NO_AGE, A, lambda: chance) == timedelta(seconds=seconds)


def test_what_matters_is_tried_every_four_hours_for_two_days():
    age, tries = timedelta(0), 0
    while wait := wait_after(USUAL_WAITS, tries + 1, age, A, lambda: 0.5):
        tries += 1
        age += wait
    assert timedelta(hours=44) < age <= timedelta(hours=48)
    assert tries == 17


def test_the_rest_is_given_up_after_the_list():
    assert wait_after(USUAL_WAITS, 8, NO_AGE, B, lambda: 0.5) is None


@pytest.mark.parametrize(("answers", "kind", "again"), [(1, A, True), (2, A, False), (1, B, False)])
def test_a_silent_answer_is_asked_once_more_only_when_much_hangs_on_it(answers, kind, again):
    assert may_ask_again(answers, kind) is again
