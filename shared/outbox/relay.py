"""Offers rows to the workers through Redis. Best effort: the rows stay, and the ticker offers them again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

import structlog

from shared.contracts.queues import Queue as QueueName
from shared.outbox import queueing

if TYPE_CHECKING:
    from rq import Queue

log = structlog.get_logger(__name__)
Found = TypeVar("Found")

PAUSE_AFTER_FAILURE = 1.0

RANGE = 500
"""So many rows at most are one job: a job costs the queue more than a row costs us."""


SHARED = 20
"""So many intents at most are laid with what waits already, to be taken together; more are worth a job of their own."""


class Offering(Protocol):
    """What a sender and the ticker need of the way to the workers."""

    def offer(self, sender: str, intent_ids: Sequence[str], *, first: bool = False) -> bool:
        """Offers intents to be taken, before all else when `first`; False when the queue could not be reached."""
        ...

    def offer_deliveries(self, delivery_ids: Sequence[str]) -> bool:
        """Offers deliveries to be made; False when the queue could not be reached."""
        ...

    def pick_up(self, sender: str, most: int) -> Sequence[str]:
        """Intents of a sender that wait to be taken, for whoever asks first; none when the queue is away."""
        ...

    def backlog(self) -> int | None:
        """How many jobs wait in the queue; None when it could not be reached."""
        ...


class NoRelay:
    """No queue at all: the ticker does the work itself. For commands and tests."""

    def offer(self, sender: str, intent_ids: Sequence[str], *, first: bool = False) -> bool:
        """Offers nothing."""
        return False

    def offer_deliveries(self, delivery_ids: Sequence[str]) -> bool:
        """Offers nothing."""
        return False

    def pick_up(self, sender: str, most: int) -> Sequence[str]:
        """Nothing was laid anywhere."""
        return []

    def backlog(self) -> int | None:
        """There is no queue to reach."""
        return None


class Relay:
    """The way to the workers over Redis. Never raises, and never waits longer than half a second.

    After a failure it rests a second before it tries again, so that a dead Redis slows one request and not all.
    Safe to share between threads.
    """

    def __init__(self, redis_url: str | None) -> None:
        self._url = redis_url
        self._rests_until = 0.0

    def offer(self, sender: str, intent_ids: Sequence[str], *, first: bool = False) -> bool:
        """Offers intents to be taken, before all else when `first`; False when the queue could not be reached."""
        if intent_ids and len(intent_ids) <= SHARED and not first:
            return self._with_queue(lambda queue: queueing.share(queue, str(sender), intent_ids)) is not None
        return self._enqueue(queueing.TAKE_INTENT, [(str(sender), *part) for part in _ranges(intent_ids)], first=first)

    def offer_deliveries(self, delivery_ids: Sequence[str]) -> bool:
        """Offers deliveries to be made; False when the queue could not be reached."""
        return self._enqueue(queueing.DELIVER, _ranges(delivery_ids))

    def pick_up(self, sender: str, most: int) -> Sequence[str]:
        """Intents of a sender that wait to be taken, for whoever asks first; none when the queue is away."""
        return self._with_queue(lambda queue: queueing.pick_up(queue, sender, most)) or []

    def backlog(self) -> int | None:
        """How many jobs wait in the queue; None when it could not be reached."""
        return self._with_queue(lambda queue: queue.count)

    def _enqueue(self, function: str, arguments: Iterable[Sequence[str]], *, first: bool = False) -> bool:
        return self._with_queue(lambda queue: queueing.enqueue(queue, function, arguments, first=first)) is not None

    def _with_queue(self, act: Callable[[Queue], Found]) -> Found | None:
        """What the act gives; None when the queue could not be reached."""
        if not self._url or time.monotonic() < self._rests_until:
            return None
        from redis.exceptions import RedisError  # loaded when there is something to offer: a start need not wait for it

        try:
            return act(self._queue)
        except (RedisError, OSError) as error:
            self._rests_until = time.monotonic() + PAUSE_AFTER_FAILURE
            log.warning("queue_not_reached", error=type(error).__name__)
            return None

    @cached_property
    def _queue(self) -> Queue:
        return queueing.queue_of(queueing.impatient_client(self._url or ""), QueueName.NOTIFY.value)


def _ranges(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + RANGE] for start in range(0, len(ids), RANGE)]
