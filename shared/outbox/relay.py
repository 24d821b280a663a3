"""Offers rows to the workers through Redis. Best effort: the rows stay, and the ticker offers them again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import structlog
from redis.exceptions import RedisError

from shared.contracts.queues import Queue as QueueName
from shared.outbox import queueing

if TYPE_CHECKING:
    from redis import Redis
    from rq import Queue

log = structlog.get_logger(__name__)

PAUSE_AFTER_FAILURE = 1.0


class Offering(Protocol):
    """What a sender and the ticker need of the way to the workers."""

    def offer(self, sender: str, intent_ids: Sequence[str]) -> bool:
        """Offers intents to be taken; False when the queue could not be reached."""
        ...

    def offer_deliveries(self, delivery_ids: Sequence[str]) -> bool:
        """Offers deliveries to be made; False when the queue could not be reached."""
        ...

    def backlog(self) -> int | None:
        """How many jobs wait in the queue; None when it could not be reached."""
        ...


class NoRelay:
    """No queue at all: the ticker does the work itself. For commands and tests."""

    def offer(self, sender: str, intent_ids: Sequence[str]) -> bool:
        """Offers nothing."""
        return False

    def offer_deliveries(self, delivery_ids: Sequence[str]) -> bool:
        """Offers nothing."""
        return False

    def backlog(self) -> int | None:
        """There is no queue to reach."""
        return None


class Relay:
    """The way to the workers over Redis. Never raises, and never waits longer than half a second.

    After a failure it rests a second before it tries again, so that a dead Redis slows one request and not all.
    Safe to share between threads.
    """

    def __init__(self, redis_url: str | None) -> None:
        self._client = queueing.impatient_client(redis_url) if redis_url else None
        self._rests_until = 0.0

    def offer(self, sender: str, intent_ids: Sequence[str]) -> bool:
        """Offers intents to be taken; False when the queue could not be reached."""
        return self._enqueue(queueing.TAKE_INTENT, [(str(sender), intent_id) for intent_id in intent_ids])

    def offer_deliveries(self, delivery_ids: Sequence[str]) -> bool:
        """Offers deliveries to be made; False when the queue could not be reached."""
        return self._enqueue(queueing.DELIVER, [(delivery_id,) for delivery_id in delivery_ids])

    def backlog(self) -> int | None:
        """How many jobs wait in the queue; None when it could not be reached."""
        if self._client is None or time.monotonic() < self._rests_until:
            return None
        try:
            return self._queue(self._client).count
        except (RedisError, OSError) as error:
            self._rest(error)
            return None

    def _enqueue(self, function: str, arguments: Iterable[Sequence[str]]) -> bool:
        if self._client is None or time.monotonic() < self._rests_until:
            return False
        try:
            queueing.enqueue(self._queue(self._client), function, arguments)
        except (RedisError, OSError) as error:
            self._rest(error)
            return False
        return True

    def _queue(self, client: Redis) -> Queue:
        return queueing.queue_of(client, QueueName.NOTIFY.value)

    def _rest(self, error: Exception) -> None:
        self._rests_until = time.monotonic() + PAUSE_AFTER_FAILURE
        log.warning("queue_not_reached", error=type(error).__name__)
