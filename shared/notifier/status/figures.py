"""The figures of the sending of messages, gathered in one place, so that every door tells the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.contracts.messages import MessageClass, MessageKind
from shared.notifier import beats, invariants
from shared.notifier.context import NotifierContext
from shared.notifier.database_clock import database_now
from shared.notifier.holds import storage as held
from shared.notifier.holds.rules import Hold
from shared.notifier.invariants import Invariants
from shared.notifier.status import machines, storage
from shared.notifier.status.machines import Machines
from shared.notifier.status.storage import Reach
from shared.plumbing.reach import as_system

TOO_LATE = timedelta(minutes=5)
"""From this age of the oldest due message on there is an alarm."""

STILL = timedelta(seconds=60)
"""A ticker that did not look for this long stands still; it looks every few seconds."""

MOST_REASONS = 10

SWEEP, SCAN = "sweep", "deadlines"


@dataclass(frozen=True)
class Backlog:
    """What waits by one channel in one class; `due` is how many of these should be on their way now."""

    channel: str
    message_class: MessageClass
    waiting: int
    due: int
    oldest_due_seconds: float


@dataclass(frozen=True)
class Failing:
    """Messages whose last try failed for one reason, and that are tried again from `next_at` on."""

    channel: str
    reason: str
    count: int
    next_at: datetime


@dataclass(frozen=True)
class Held:
    """Messages that are held back."""

    kind: MessageKind
    message_class: MessageClass
    channel: str
    count: int


@dataclass(frozen=True)
class Figures:
    """How it stands at `at`. Ages and skews are in seconds; None means: not known.

    `undeliverable` are important messages that were refused for good. `database_skew` is how far the clock of the
    database is ahead of ours. `dead` are given-up messages per reason, of the places that were asked for.
    """

    at: datetime
    counted: Invariants
    backlog: Sequence[Backlog]
    failing: Sequence[Failing]
    tried_per_minute: float
    dead: Sequence[tuple[str | None, int]]
    undeliverable: int
    held: Sequence[Held]
    holds: Sequence[Hold]
    last_done: Mapping[str, datetime]
    machines: Machines
    database_skew: float

    @property
    def alarm(self) -> bool:
        """Whether something should have gone out more than five minutes ago."""
        return self.counted.oldest_due_seconds > TOO_LATE.total_seconds()

    @property
    def stalled(self) -> bool:
        """Whether nobody looks any more for what is due: the ticker stands still."""
        since = self.seconds_since(SWEEP)
        return since is None or since > STILL.total_seconds()

    @property
    def waiting(self) -> int:
        """Everything that is still to go out, taken from the outboxes or not."""
        return sum(one.waiting for one in self.backlog) + sum(self.counted.waiting.values())

    @property
    def quiet(self) -> bool:
        """Whether all was sent and nothing wants a person."""
        counted = self.counted
        wanted = self.waiting or counted.dead or counted.parked or counted.parked_events or self.held or self.holds
        return not wanted and counted.sound

    def seconds_since(self, task: str) -> float | None:
        """How long ago a task of the ticker was last done, by the clock of the database."""
        last = self.last_done.get(task)
        return None if last is None else self.database_skew + (datetime.now(UTC) - last).total_seconds()


@as_system("figures of messages")
def gather(context: NotifierContext, reach: Reach = None) -> Figures:
    """Counts everything anew; only the given-up messages are limited to the places in `reach`."""
    now = context.clock.now()
    with context.database.read() as connection:
        backlog = [_backlog(row, now) for row in storage.backlog(connection, now)]
        failing = [Failing(*row) for row in storage.failing(connection, MOST_REASONS)]
        dead = storage.dead_by_reason(connection, reach)
        rate = storage.tried_per_minute(connection, now)
        undeliverable = storage.undeliverable(connection)
        kept = [Held(*row) for row in held.held_counts(connection)]
        holds = held.active(connection)
        last_done = beats.last(connection)
        skew = (database_now(connection) - datetime.now(UTC)).total_seconds()
    return Figures(
        at=now,
        counted=invariants.count(context),
        backlog=backlog,
        failing=failing,
        tried_per_minute=rate,
        dead=dead,
        undeliverable=undeliverable,
        held=kept,
        holds=holds,
        last_done=last_done,
        machines=machines.look(context.settings.redis_url),
        database_skew=round(skew, 3),
    )


def _backlog(row: tuple[str, str, int, int, datetime | None], now: datetime) -> Backlog:
    channel, letter, waiting, due, oldest = row
    age = (now - oldest).total_seconds() if oldest else 0.0
    return Backlog(channel, MessageClass(letter), waiting, due, max(age, 0.0))
