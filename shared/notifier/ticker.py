"""The clockwork: every few seconds it does what is due. It knows no service; they hand in their tasks."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from shared.contracts.queues import Queue as QueueName
from shared.kernel.ids import new_id
from shared.notifier import beats
from shared.notifier.addresses.telling import tell_coordinators
from shared.notifier.door import Notifier
from shared.notifier.forgetting import forget_old
from shared.notifier.holds.acts import let_go
from shared.notifier.holds.restoring import keep_mark
from shared.notifier.lease_lock import LeaseLock
from shared.notifier.registries import clean_registries
from shared.notifier.status.alarm import watch
from shared.notifier.unparking import look_again
from shared.outbox import faults
from shared.plumbing.reach import as_system
from shared.plumbing.settings import Settings

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=15)
SWEEP_SECONDS = 2.0
CLEAN_SECONDS = 30.0
MARK_SECONDS = 10.0
HELD_SECONDS = 5.0
ALARM_SECONDS = 20.0
NOTE_SECONDS = 10.0
CHECK_SECONDS = 60.0
FORGET_SECONDS = 3600.0
TELL_SECONDS = 30.0


@dataclass(frozen=True)
class Task:
    """Something to do every so many seconds. It must catch up by itself after any pause, and may run twice."""

    name: str
    every_seconds: float
    run: Callable[[], object]


class Ticker:
    """Runs tasks while it holds the lock; a second one waits and takes over within the lease."""

    def __init__(
        self,
        tasks: Sequence[Task],
        lock: LeaseLock,
        *,
        pause: float = 0.5,
        note: Callable[[str], None] = lambda _task: None,
    ) -> None:
        self._tasks = tasks
        self._lock = lock
        self._pause = pause
        self._note = note
        self._noted: dict[str, float] = {}
        self._next = {task.name: 0.0 for task in tasks}

    def run(self, stop: threading.Event) -> None:
        """Works until `stop` is set, then lets go of the lock."""
        while not stop.is_set():
            if self._held():
                self._run_due(stop)
            stop.wait(self._pause)
        try:
            self._lock.release()
        except Exception as error:  # the lease ends by itself
            log.warning("lock_not_released", error=type(error).__name__)

    def _run_due(self, stop: threading.Event) -> None:
        for task in self._tasks:
            if stop.is_set() or time.monotonic() < self._next[task.name]:
                continue
            self._next[task.name] = time.monotonic() + task.every_seconds
            try:
                with as_system(f"clock: {task.name}"):  # what time does, for every organisation
                    task.run()
                self._say_done(task)
            except Exception as error:  # one failing task must not stop the others
                log.error("task_failed", task=task.name, error=type(error).__name__, exc_info=error)
            if not self._held():
                return

    def _say_done(self, task: Task) -> None:
        """Notes that a task was done, for the status page; not each time, a row is written for it."""
        if time.monotonic() >= self._noted.get(task.name, 0.0):
            self._noted[task.name] = time.monotonic() + NOTE_SECONDS
            self._note(task.name)

    def _held(self) -> bool:
        try:
            return self._lock.take()
        except Exception as error:  # the database is away: wait for it, do not die
            log.error("lock_failed", error=type(error).__name__)
            return False


def run_ticker(
    settings: Settings,
    notifier: Notifier,
    tasks: Mapping[str, tuple[float, Callable[[], object]]],
    *,
    lease: timedelta = LEASE,
) -> None:
    """Runs the notifier's own tasks and those of the services (`name: (seconds, act)`) until SIGTERM or SIGINT.

    Of several tickers one works; when it dies another takes over after at most `lease`.
    """
    faults.refuse_in_production(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    holder = f"{socket.gethostname()[:30]}:{os.getpid()}:{new_id()[-12:]}"
    lock = LeaseLock(notifier.context.database, "ticker", holder, lease)
    every = [*own_tasks(settings, notifier), *(Task(name, *task) for name, task in tasks.items())]
    Ticker(every, lock, note=lambda name: _note_done(notifier, name)).run(stop)


def own_tasks(settings: Settings, notifier: Notifier) -> list[Task]:
    """What the notifier needs done."""
    tasks = [
        # First: nothing may go out before it is known that no database is older than it was.
        Task("keep_mark", MARK_SECONDS, lambda: keep_mark(notifier.context)),
        Task("let_go_held", HELD_SECONDS, lambda: let_go(notifier.context)),
        Task("sweep", SWEEP_SECONDS, notifier.sweep),
        Task("alarm", ALARM_SECONDS, lambda: watch(notifier.context)),
        Task("check_invariants", CHECK_SECONDS, lambda: check_invariants(notifier)),
        # At once after a start, which may be that of a newer program; then for what a newer sender wrote.
        Task("look_again", FORGET_SECONDS, lambda: look_again(notifier.context)),
        Task("tell_of_addresses", TELL_SECONDS, lambda: tell_coordinators(notifier.context)),
        Task("forget_old", FORGET_SECONDS, lambda: forget_old(notifier.context)),
    ]
    if settings.redis_url:
        url = settings.redis_url
        tasks.append(Task("clean_registries", CLEAN_SECONDS, lambda: clean_registries(url, list(QueueName))))
    return tasks


def _note_done(notifier: Notifier, name: str) -> None:
    with notifier.context.database.transaction() as connection:
        beats.beat(connection, name)


def check_invariants(notifier: Notifier) -> None:
    """Counts what must hold of all messages, and says in the log what does not."""
    counted = notifier.invariants()
    if not counted.sound:
        log.error("invariants_broken", **{rule: rows for rule, rows in counted.broken.items() if rows})
