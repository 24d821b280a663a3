"""How long to wait before the next try, and when to stop trying."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from shared.contracts.messages import MessageClass

# After the first failed try 30 seconds, after the second 2 minutes, and so on.
WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
)
LONGEST_WAIT = timedelta(hours=4)
LONGEST_AGE = timedelta(hours=48)
JITTER = 0.2

UNCERTAIN_WAIT = timedelta(minutes=15)
MOST_LOST_WORKERS = 5
MOST_UNCERTAIN = 2


def wait_after(
    tries: int, age: timedelta, message_class: MessageClass, chance: Callable[[], float]
) -> timedelta | None:
    """The wait after `tries` failed tries of a message that is `age` old; None when no further try makes sense.

    Class A goes on every four hours until it is 48 hours old, class B stops at the end of the list. `chance` gives
    a number from 0 to 1 that spreads the waits by 20 % to both sides: a receiver that comes back is not stormed.
    """
    if tries <= len(WAITS):
        wait = WAITS[tries - 1]
    elif message_class is MessageClass.A:
        wait = LONGEST_WAIT
    else:
        return None
    wait *= 1 - JITTER + 2 * JITTER * chance()
    return wait if age + wait <= LONGEST_AGE else None


def may_ask_again(uncertain_answers: int, message_class: MessageClass) -> bool:
    """Whether a message whose answer never came is sent once more: only when much hangs on it, and only once."""
    return message_class is MessageClass.A and uncertain_answers < MOST_UNCERTAIN
