"""Keeps the making of one message within bounds: one that never ends, or eats all memory, takes no worker with it."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MOST_SECONDS = 2.0
"""Of processor time; a message takes a few thousandths of it. A machine that is busy with others costs none."""

MOST_BYTES = 1 << 30
"""How much memory a process that makes messages may take for itself; it needs about a tenth of it."""


class CannotBeMade(Exception):
    """Making this message took too long or too much memory; the text is the reason code."""


@contextmanager
def within_bounds() -> Iterator[None]:
    """Raises CannotBeMade when what is inside goes on for too long or can't get the memory that it asks for.

    Time is watched in the main thread only, where workers and the ticker make messages. It's the clock of processor
    time, since the queue sets the other one for the whole job.
    """
    watched = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGVTALRM, _stop) if watched else None
    try:
        if watched:
            # Again each second: whoever is in a loop may well catch the first one there.
            signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS, 1.0)
        yield
    except MemoryError as error:
        raise CannotBeMade("making_took_too_much_memory") from error
    finally:
        if watched:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)


def bound_memory() -> None:
    """Lets this process take so much memory and no more: who asks for more gets an error, and the machine lives on."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MOST_BYTES if hard == resource.RLIM_INFINITY else min(MOST_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise CannotBeMade("making_took_too_long")
