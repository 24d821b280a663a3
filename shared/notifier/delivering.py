"""Makes one delivery: claim it, ask the guard, hand it over, write down what came of it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import structlog
from sqlalchemy.engine import Connection

from shared.access.sign_in import challenge_secrets
from shared.contracts.messages import Intent, MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.notifier import deliveries, guard
from shared.notifier.channels.base import Outcome, Parcel, Result
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.letters import Setting, write_letter
from shared.notifier.links import link_of
from shared.notifier.passing_time import let_time_pass
from shared.notifier.recipients import Recipient, challenge_of, place_name, recipients
from shared.notifier.states import RESTING, Event, State
from shared.notifier.waits import UNCERTAIN_WAIT, wait_after
from shared.outbox import faults, intents
from shared.outbox.intents import KeptIntent

log = structlog.get_logger(__name__)


def deliver(context: NotifierContext, delivery_id: str) -> None:
    """Makes a delivery if it is due and nobody else is at it. May run twice, also at once, and may die anywhere."""
    one = _pending_and_due(context, delivery_id)
    if one is None:
        return
    kept, recipient = _read_again(context, one)
    stop = guard.check(kept, meant_for_them=recipient is not None, now=context.clock.now())
    if stop is not None:
        _stop(context, one, stop)
        return
    assert isinstance(kept, KeptIntent) and recipient is not None  # noqa: S101 the guard stopped all else
    claimed = _claim(context, one)
    if claimed is None:
        return
    faults.point("after_claim")
    result = _hand_over(context, claimed, kept.intent, recipient)
    faults.point("after_send")
    with context.database.transaction() as connection:
        record(connection, context, claimed, result)


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
    total = deliveries.tries(connection, one).total
    wait = wait_after(total, context.clock.now() - one.since, one.message_class, context.chance)
    return (Event.FAIL_FOR_NOW, wait) if wait else (Event.EXHAUST, None)


def _pending_and_due(context: NotifierContext, delivery_id: str) -> Delivery | None:
    now = context.clock.now()
    with context.database.read() as connection:
        one = deliveries.find(connection, delivery_id)
    if one is None or one.state in RESTING:
        return None
    if one.state is not State.PENDING:
        with context.database.transaction() as connection:
            one = let_time_pass(connection, one, now)
    return one if one and one.state is State.PENDING and one.next_at and one.next_at <= now else None


def _read_again(context: NotifierContext, one: Delivery) -> tuple[guard.Kept, Recipient | None]:
    with context.senders[one.sender].read() as sender:
        kept = intents.find(sender, one.event_id)
    if not isinstance(kept, KeptIntent):
        return kept, None
    with context.people.read() as people:
        audience = recipients(people, kept.intent, context.clock.now())
    return kept, next((each for each in audience if each.id == one.recipient_id), None)


def _stop(context: NotifierContext, one: Delivery, stop: guard.Stop) -> None:
    with context.database.transaction() as connection:
        deliveries.move(connection, one, stop.event, context.clock.now(), reason=stop.reason)
    log.info("delivery_stopped", delivery_id=one.id, reason=stop.reason)


def _claim(context: NotifierContext, one: Delivery) -> Delivery | None:
    lease = timedelta(seconds=context.settings.lease_seconds)
    with context.database.transaction() as connection:
        fence = deliveries.claim(connection, one, context.clock.now(), lease)
    return None if fence is None else dataclasses.replace(one, state=State.SENDING, attempts=fence)


def _hand_over(context: NotifierContext, one: Delivery, intent: Intent, recipient: Recipient) -> Result:
    try:
        letter = write_letter(intent, recipient, _setting(context, intent))
        return context.channels[one.channel].send(Parcel(one.id, recipient, letter))
    except Exception as error:  # one message that can't be made must not stop the others; it is tried again, then dead
        log.error("delivery_failed", delivery_id=one.id, error=type(error).__name__, exc_info=error)
        return Result(Outcome.FAILED_FOR_NOW, type(error).__name__)


def _setting(context: NotifierContext, intent: Intent) -> Setting:
    with context.people.read() as people:
        place = place_name(people, intent)
    token = code = ""
    if intent.kind is MessageKind.SIGN_IN:
        # Made anew from the secret each time: neither stands in any outbox, queue or log.
        token, code = challenge_secrets(context.settings.secret, challenge_of(intent))
    link = link_of(intent, base_url=context.settings.base_url, sign_in_token=token)
    return Setting(place, today_in_amsterdam(context.clock), link, code)
