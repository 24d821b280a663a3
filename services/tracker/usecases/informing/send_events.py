"""Sending the matcher what it must hear. May die anywhere and run twice: the matcher counts every event once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta

import structlog

from services.tracker.settings import Receipt, TrackerContext
from services.tracker.storage import matcher_events
from services.tracker.storage.matcher_events import OPEN, KeptEvent
from shared.access.scope import SYSTEM
from shared.outbox import faults
from shared.outbox.service_events import PARKED

log = structlog.get_logger(__name__)

BATCH = 50
MOST_SECONDS = 3.0
"""The ticker has more to do: what is left goes with the next turn. One call more may take five seconds."""
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 10, 20, 40, 60))
"""After each failed try; then every minute, so that a matcher that comes back knows all within a minute."""
PARKED_FOR = timedelta(days=1)


def send_events(ctx: TrackerContext) -> int:
    """Sends what is due, in order per application, and returns how many arrived. Stops when the matcher is away."""
    sent, end = 0, time.monotonic() + MOST_SECONDS
    while due := _due(ctx):
        for event in due:
            receipt = _send(ctx, event)
            sent += receipt is Receipt.TAKEN
            if receipt is Receipt.AWAY or time.monotonic() >= end:
                return sent
    return sent


def _due(ctx: TrackerContext) -> Sequence[KeptEvent]:
    with ctx.database.read() as connection:
        return matcher_events.due(connection, SYSTEM, ctx.clock.now(), BATCH)


def _send(ctx: TrackerContext, event: KeptEvent) -> Receipt:
    receipt = ctx.matcher.tell(event.body)
    faults.point("after_event_sent")
    now = ctx.clock.now()
    with ctx.database.transaction() as connection:
        if receipt is Receipt.TAKEN:
            matcher_events.mark_sent(connection, SYSTEM, event.id, now)
        elif receipt is Receipt.REFUSED:
            log.error("matcher_event_parked", event_id=event.id, application_id=event.application_id)
            matcher_events.put_off(connection, SYSTEM, event.id, now + PARKED_FOR, receipt.value, PARKED)
        else:
            wait = WAITS[min(event.tries, len(WAITS) - 1)]
            matcher_events.put_off(connection, SYSTEM, event.id, now + wait, receipt.value, OPEN)
    return receipt
