"""Finds what is due and not being handled: the database is the queue of record, Redis only makes it quick."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

import structlog

from shared.notifier import deliveries
from shared.notifier.context import NotifierContext
from shared.notifier.delivering_many import deliver_many
from shared.notifier.taking import take
from shared.outbox import faults, intents

log = structlog.get_logger(__name__)

# What was just written is on its way through the queue already.
GRACE = timedelta(seconds=2)
# So many rows are out at most: a burst of a hundred thousand is offered as fast as it is worked away.
BATCH = 10_000
# With this many jobs waiting in the queue, adding more helps nobody.
FULL_QUEUE = 500
DIRECTLY = 100
# A job may get lost in Redis; a row that is still due after this long is offered once more.
OFFER_AGAIN_AFTER = 10.0
DIRECT_AFTER = 10.0
DIRECT_SECONDS = 5.0

Work = tuple[str, ...]


class Sweeper:
    """Offers due intents and deliveries to the workers; does the work itself when the queue is away too long.

    `direct_after` is how many seconds the queue may be unreachable before that. Not for several threads at once.
    """

    def __init__(
        self,
        context: NotifierContext,
        *,
        direct_after: float = DIRECT_AFTER,
        grace: timedelta = GRACE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._context = context
        self._direct_after = direct_after
        self._grace = grace
        self._monotonic = monotonic
        self._away_since: float | None = None
        self._offered: dict[Work, float] = {}

    def sweep(self) -> int:
        """One round; returns how many rows were offered or handled."""
        backlog = self._context.relay.backlog()
        if backlog is None:
            return self._without_queue()
        self._away_since = None
        if backlog >= FULL_QUEUE:
            return 0
        return self._offer()

    def _offer(self) -> int:
        offered = 0
        for sender in self._context.senders:
            fresh = self._not_yet_offered([(sender, intent_id) for intent_id in self._due_intents(sender)])
            if fresh:
                faults.point("after_due_read")
            if fresh and self._context.relay.offer(sender, [work[1] for work in fresh]):
                faults.point("between_offers")
                offered += self._remember(fresh)
        fresh = self._not_yet_offered([(delivery_id,) for delivery_id in self._due_deliveries()])
        if fresh and self._context.relay.offer_deliveries([work[0] for work in fresh]):
            offered += self._remember(fresh)
        if offered:
            faults.point("after_sweep")
            log.info("due_offered", rows=offered)
        return offered

    def _without_queue(self) -> int:
        now = self._monotonic()
        if self._away_since is None:
            self._away_since = now
        if now - self._away_since < self._direct_after:
            return 0
        return self._handle_directly(time.monotonic() + DIRECT_SECONDS)

    def _handle_directly(self, until: float) -> int:
        handled = 0
        for act in self._due_acts(until):
            try:
                handled += act()
            except Exception as error:  # one range that fails must not keep the others from being handled
                log.error("due_rows_failed", error=type(error).__name__, exc_info=error)
            if time.monotonic() >= until:
                break
        if handled:
            log.info("due_handled_without_queue", rows=handled)
        return handled

    def _due_acts(self, until: float) -> Iterator[Callable[[], int]]:
        for sender in self._context.senders:
            yield from (
                partial(self._take_and_deliver, sender, part, until) for part in _parts(self._due_intents(sender))
            )
        yield from (partial(self._deliver, part, until) for part in _parts(self._due_deliveries()))

    def _take_and_deliver(self, sender: str, intent_ids: Sequence[str], until: float) -> int:
        self._deliver(take(self._context, sender, intent_ids), until)
        return len(intent_ids)

    def _deliver(self, delivery_ids: Sequence[str], until: float) -> int:
        return len(delivery_ids) - len(deliver_many(self._context, delivery_ids, until))

    def _due_intents(self, sender: str) -> Sequence[str]:
        now = self._context.clock.now()
        with self._context.senders[sender].read() as connection:
            return intents.due(connection, now=now, older_than=now - self._grace, limit=BATCH)

    def _due_deliveries(self) -> Sequence[str]:
        now = self._context.clock.now()
        with self._context.database.read() as connection:
            return deliveries.due(connection, now=now, older_than=now - self._grace, limit=BATCH)

    def _not_yet_offered(self, work: Sequence[Work]) -> list[Work]:
        before = self._monotonic() - OFFER_AGAIN_AFTER
        self._offered = {one: at for one, at in self._offered.items() if at > before}
        return [one for one in work if one not in self._offered]

    def _remember(self, work: Sequence[Work]) -> int:
        now = self._monotonic()
        self._offered.update(dict.fromkeys(work, now))
        return len(work)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), DIRECTLY):
        yield ids[start : start + DIRECTLY]
