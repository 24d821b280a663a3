"""Taking a delivery, handing it to its channel, and writing down what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import structlog
from sqlalchemy.engine import Connection

from shared.contracts.messages import MessageKind
from shared.notifier import deliveries
from shared.notifier.channels.base import Channel, ChannelName, Outcome, Parcel, Result, SharesConnection
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.digests.storage import members_of
from shared.notifier.holds import sent_log
from shared.notifier.making import CannotBeMade
from shared.notifier.states import Event, State
from shared.notifier.verdicts import Stop, Wait
from shared.notifier.waits import BROKEN_OFF_WAIT, MOST_LOST_WORKERS, UNCERTAIN_WAIT, wait_after
from shared.outbox import faults

log = structlog.get_logger(__name__)


def send(context: NotifierContext, one: Delivery, pack: Callable[[], Parcel]) -> None:
    """Claims a pending delivery, sends what `pack` writes and records the result; nothing when another was first."""
    with one_after_another(context, one.channel) as turns:
        turns.send(one, pack)


def finish(context: NotifierContext, claimed: Delivery, pack: Callable[[], Parcel]) -> None:
    """Sends what is claimed already, and records the result."""
    result = _hand_over(context, context.channels[claimed.channel], claimed, pack)
    with context.database.transaction() as connection:
        record(connection, context, claimed, result)


@contextmanager
def one_after_another(context: NotifierContext, channel: str) -> Iterator[Turns]:
    """Sends many by one channel in turn, over one connection where the channel has one to share."""
    way = context.channels[channel]
    with way.together() if isinstance(way, SharesConnection) else nullcontext(way) as shared:
        turns = Turns(context, shared)
        yield turns
        turns.end()


class Turns:
    """One message after another by one channel. The result of each is committed with the claim of the next: there is
    never more than one that was sent and not yet written down."""

    def __init__(self, context: NotifierContext, channel: Channel) -> None:
        self._context = context
        self._channel = channel
        self._last: tuple[Delivery, Result] | None = None

    def send(self, one: Delivery, pack: Callable[[], Parcel]) -> None:
        """Claims a pending delivery and sends what `pack` writes; nothing when another was first."""
        claimed = self._record_and_claim(one)
        if claimed is not None:
            faults.point("after_claim")
            self._last = claimed, _hand_over(self._context, self._channel, claimed, pack)

    def end(self) -> None:
        """Records the last result. Before anything that takes time, and at the end."""
        if self._last is not None:
            with self._context.database.transaction() as connection:
                self._record(connection)
            self._last = None

    def _record_and_claim(self, one: Delivery) -> Delivery | None:
        lease = timedelta(seconds=self._context.settings.lease_seconds)
        with self._context.database.transaction() as connection:
            self._record(connection)
            fence = deliveries.claim(connection, one, self._context.clock.now(), lease)
        self._last = None
        return None if fence is None else dataclasses.replace(one, state=State.SENDING, attempts=fence)

    def _record(self, connection: Connection) -> None:
        if self._last is not None:
            record(connection, self._context, *self._last)


def keep_back(context: NotifierContext, one: Delivery, verdict: Stop | Wait) -> None:
    """Ends a delivery that may not go out, or puts it off."""
    now = context.clock.now()
    with context.database.transaction() as connection:
        match verdict:
            case Stop(event, reason):
                deliveries.move(connection, one, event, now, reason=reason)
                log.info("delivery_stopped", delivery_id=one.id, reason=reason)
            case Wait(until, reason):
                deliveries.move(connection, one, Event.POSTPONE, now, reason=reason, next_at=until)


def record(connection: Connection, context: NotifierContext, one: Delivery, result: Result) -> None:
    """Writes the result of a claim where its fence still holds; a claim that was overtaken changes nothing."""
    now = context.clock.now()
    event, wait = _next_step(connection, context, one, result)
    moved = deliveries.move(
        connection, one, event, now, reason=result.detail or None, next_at=now + wait if wait else None
    )
    if moved is None:
        log.warning("result_came_too_late", delivery_id=one.id, outcome=result.outcome.value)
        return
    deliveries.end_attempt(connection, one, now, event.value, result.detail)
    if result.outcome is Outcome.RECEIVED:
        deliveries.move(connection, moved, Event.RECEIVE, now)
    log.info("delivery_tried", delivery_id=one.id, channel=one.channel, state=moved.state.value)


def _next_step(
    connection: Connection, context: NotifierContext, one: Delivery, result: Result
) -> tuple[Event, timedelta | None]:
    if result.outcome in (Outcome.ACCEPTED, Outcome.RECEIVED):
        return Event.ACCEPT, None
    if result.outcome is Outcome.FAILED_FOR_GOOD:
        return Event.FAIL_FOR_GOOD, None
    if result.outcome is Outcome.NO_ANSWER:
        return Event.NO_ANSWER, UNCERTAIN_WAIT
    if result.outcome is Outcome.NOT_NOW:
        return Event.POSTPONE, result.retry_after
    if result.outcome is Outcome.BROKE_OFF:
        # As bad as a worker that died of it, and counted as one.
        lost = deliveries.tries(connection, one).lost + 1
        return (Event.EXHAUST, None) if lost >= MOST_LOST_WORKERS else (Event.LOSE_WORKER, BROKEN_OFF_WAIT)
    total = deliveries.tries(connection, one).total
    age = context.clock.now() - one.since
    waits = context.channels[one.channel].waits
    wait = wait_after(waits, total, age, one.message_class, context.chance, result.retry_after)
    return (Event.FAIL_FOR_NOW, wait) if wait else (Event.EXHAUST, None)


def _told_with(context: NotifierContext, one: Delivery) -> list[Delivery]:
    """The message itself, or those that went out in it."""
    if one.kind is not MessageKind.DIGEST:
        return [one]
    with context.database.read() as connection:
        return members_of(connection, one.id)


def _hand_over(context: NotifierContext, channel: Channel, one: Delivery, pack: Callable[[], Parcel]) -> Result:
    result = _try(channel, one, pack)
    if result.outcome in (Outcome.ACCEPTED, Outcome.RECEIVED) and one.channel != ChannelName.INBOX:
        sent_log.write(context.settings.data_dir, one, _told_with(context, one), context.clock.now())
    faults.point("after_send")
    return result


def _try(channel: Channel, one: Delivery, pack: Callable[[], Parcel]) -> Result:
    try:
        return channel.send(pack())
    except CannotBeMade as error:
        log.error("delivery_can_not_be_made", delivery_id=one.id, reason=str(error))
        return Result(Outcome.BROKE_OFF, str(error))
    except Exception as error:  # one message that can't be made must not stop the others; it is tried again, then dead
        log.error("delivery_failed", delivery_id=one.id, error=type(error).__name__, exc_info=error)
        return Result(Outcome.FAILED_FOR_NOW, type(error).__name__)
