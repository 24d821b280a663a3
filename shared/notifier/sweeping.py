"""Finds what is due and not being handled: the database is the queue of record, Redis only makes it quick."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog

from shared.notifier import deliveries
from shared.notifier.context import NotifierContext
from shared.notifier.delivering_many import deliver_many
from shared.notifier.offers import Offers
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
DIRECT_AFTER = 10.0
DIRECT_SECONDS = 5.0

_DELIVERIES = "deliveries"


class Sweeper:
    """Offers due intents and deliveries to the workers; does the work itself when the queue is away too long.

    `direct_after` is how many seconds the queue may be unreachable before that. What a queue that does answer was
    offered half a minute ago and nobody took is done here as well. Not for several threads at once.
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
        self._offers = {name: Offers() for name in (*context.senders, _DELIVERIES)}

    def sweep(self) -> int:
        """One round; returns how many rows were offered or handled."""
        backlog = self._context.relay.backlog()
        if backlog is None:
            return self._without_queue()
        self._away_since = None
        until = time.monotonic() + DIRECT_SECONDS
        done = 0
        for kind in self._kinds():
            waits = kind.offers.sort(kind.due(), self._monotonic())
            if backlog < FULL_QUEUE:
                done += self._offer(kind, waits.offer)
            if waits.handle:
                log.warning("due_rows_nobody_took", rows=len(waits.handle))
                kind.offers.remember(waits.handle, self._monotonic())
                done += _run((partial(kind.handle, part, until) for part in _parts(waits.handle)), until)
        if done:
            faults.point("after_sweep")
        return done

    def _offer(self, kind: _Kind, fresh: Sequence[str]) -> int:
        if fresh:
            faults.point(kind.before_offer)
        if not fresh or not kind.offer(fresh):
            return 0
        faults.point(kind.after_offer)
        kind.offers.remember(fresh, self._monotonic())
        log.info("due_offered", rows=len(fresh))
        return len(fresh)

    def _without_queue(self) -> int:
        now = self._monotonic()
        if self._away_since is None:
            self._away_since = now
        if now - self._away_since < self._direct_after:
            return 0
        until = time.monotonic() + DIRECT_SECONDS
        acts = (partial(kind.handle, part, until) for kind in self._kinds() for part in _parts(kind.due()))
        return _run(acts, until)

    def _kinds(self) -> Iterator[_Kind]:
        """What can be due: the intents of each sender, and deliveries; each is looked up when its turn comes."""
        relay = self._context.relay
        for sender in self._context.senders:
            yield _Kind(
                self._offers[sender],
                due=partial(self._due_intents, sender),
                offer=partial(relay.offer, sender),
                handle=partial(self._take_and_deliver, sender),
                before_offer="after_due_read",
                after_offer="between_offers",
            )
        offers = self._offers[_DELIVERIES]
        yield _Kind(offers, due=self._due_deliveries, offer=relay.offer_deliveries, handle=self._deliver)

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


@dataclass(frozen=True)
class _Kind:
    """One kind of rows that can be due: how they are found, offered, and handled here."""

    offers: Offers
    due: Callable[[], Sequence[str]]
    offer: Callable[[Sequence[str]], bool]
    handle: Callable[[Sequence[str], float], int]
    before_offer: str = ""
    after_offer: str = ""


def _run(acts: Iterable[Callable[[], int]], until: float) -> int:
    handled = 0
    for act in acts:
        try:
            handled += act()
        except Exception as error:  # one range that fails must not keep the others from being handled
            log.error("due_rows_failed", error=type(error).__name__, exc_info=error)
        if time.monotonic() >= until:
            break
    if handled:
        log.info("due_handled_without_queue", rows=handled)
    return handled


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), DIRECTLY):
        yield ids[start : start + DIRECTLY]
