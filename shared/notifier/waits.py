"""How long to wait before the next try, and when to stop trying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from shared.contracts.messages import MessageClass


@dataclass(frozen=True)
class Waits:
    """How long a channel waits between tries.

    `steps`: after the first failed try the first of them, and so on. `then_every`: how class A goes on after the last,
    None when it does not. No try is made when the message would be older than `longest_age`.
    """

    steps: tuple[timedelta, ...]
    then_every: timedelta | None
    longest_age: timedelta


USUAL_WAITS = Waits(
    steps=(
        timedelta(seconds=30),
        timedelta(minutes=2),
        timedelta(minutes=10),
        timedelta(minutes=30),
        timedelta(hours=1),
        timedelta(hours=2),
        timedelta(hours=4),
    ),
    then_every=timedelta(hours=4),
    longest_age=timedelta(hours=48),
)
JITTER = 0.2
MOST_ASKED_FOR = timedelta(hours=24)
"""A receiver may ask for a longer wait, up to this."""

UNCERTAIN_WAIT = timedelta(minutes=15)
MOST_LOST_WORKERS = 5
MOST_UNCERTAIN = 2
BROKEN_OFF_WAIT = timedelta(seconds=30)
"""Until a message that can't be made is tried again: others go first."""


def wait_after(
    waits: Waits,
    tries: int,
    age: timedelta,
    message_class: MessageClass,
    chance: Callable[[], float],
    asked: timedelta | None = None,
) -> timedelta | None:
    """The wait after `tries` failed tries of a message that is `age` old; None when no further try makes sense.

    `chance` gives a number from 0 to 1 that spreads the waits by 20 % to both sides: a receiver that comes back is
    not stormed. `asked` is the wait that the receiver asked for; a shorter one is never taken.
    """
    wait = _step(waits, tries, message_class)
    if wait is None:
        return None
    wait *= 1 - JITTER + 2 * JITTER * chance()
    if asked is not None:
        wait = max(wait, min(asked, MOST_ASKED_FOR))
    return wait if age + wait <= waits.longest_age else None


def _step(waits: Waits, tries: int, message_class: MessageClass) -> timedelta | None:
    if tries <= len(waits.steps):
        return waits.steps[tries - 1]
    return waits.then_every if message_class is MessageClass.A else None


def may_ask_again(uncertain_answers: int, message_class: MessageClass) -> bool:
    """Whether a message whose answer never came is sent once more: only when much hangs on it, and only once."""
    return message_class is MessageClass.A and uncertain_answers < MOST_UNCERTAIN
