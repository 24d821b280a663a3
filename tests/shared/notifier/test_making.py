"""Making a message stays within bounds of time and memory."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from shared.notifier import making
from shared.notifier.making import CannotBeMade, within_bounds

HUNGRY = """
from shared.notifier.making import CannotBeMade, bound_memory, within_bounds
bound_memory()
try:
    with within_bounds():
        bytearray(2 << 30)
except CannotBeMade as error:
    print(error, len(bytearray(1 << 20)))
"""


def test_what_never_ends_is_stopped_also_when_it_holds_on(monkeypatch):
    monkeypatch.setattr(making, "MOST_SECONDS", 0.05)
    caught = 0
    with pytest.raises(CannotBeMade, match="making_took_too_long"), within_bounds():
        while True:
            try:
                while True:
                    pass
            except CannotBeMade:
                caught += 1
                if caught == 2:
                    raise
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


def test_what_asks_for_too_much_memory_is_stopped_and_the_process_goes_on():
    done = subprocess.run([sys.executable, "-c", HUNGRY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["making_took_too_much_memory", str(1 << 20)]


def test_outside_the_main_thread_it_only_does_its_work():
    done = []

    def act() -> None:
        with within_bounds():
            done.append(True)

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()
    assert done == [True]
