"""Makes one delivery: claim it, ask the guard, hand it over, write down what came of it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import structlog
from sqlalchemy.engine import Connection

from shared.access.sign_in import challenge_secrets
from shared.contracts.messages import CLASS_OF, Intent, MessageClass, MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.notifier import deliveries, guard
from shared.notifier.channels.base import Outcome, Parcel, Result
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.letters import Setting, write_letter
from shared.notifier.links import link_of
from shared.notifier.passing_time import let_time_pass
from shared.notifier.planning import make_plan
from shared.notifier.recipients import Recipient, challenge_of, place_name
from shared.notifier.states import RESTING, Event, State
from shared.notifier.unsubscribing import Subscription, unsubscribe_address
from shared.notifier.verdicts import Stop, Verdict, Wait
from shared.notifier.waits import UNCERTAIN_WAIT, wait_after
from shared.outbox import faults, intents
from shared.outbox.intents import KeptIntent

log = structlog.get_logger(__name__)


def deliver(context: NotifierContext, delivery_id: str) -> None:
    """Makes a delivery if it is due and nobody else is at it. May run twice, also at once, and may die anywhere."""
    one = _pending_and_due(context, delivery_id)
    if one is None:
        return
    now = context.clock.now()
    kept = _read_again(context, one)
    stop = guard.check(kept, now)
    if stop is not None:
        _keep_back(context, one, stop)
        return
    assert isinstance(kept, KeptIntent)  # noqa: S101 the guard stopped all else
    line = make_plan(context, kept.intent, now).line(one.recipient_id, one.channel)
    verdict = line.verdict if line else Stop(Event.SUPPRESS, "no_longer_in_audience")
    if line is None or isinstance(verdict, Stop | Wait):
        _keep_back(context, one, verdict)
        return
    claimed = _claim(context, one)
    if claimed is None:
        return
    faults.point("after_claim")
    result = _hand_over(context, claimed, kept.intent, line.recipient)
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
    age = context.clock.now() - one.since
    waits = context.channels[one.channel].waits
    wait = wait_after(waits, total, age, one.message_class, context.chance, result.retry_after)
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


def _read_again(context: NotifierContext, one: Delivery) -> guard.Kept:
    with context.senders[one.sender].read() as sender:
        return intents.find(sender, one.event_id)


def _keep_back(context: NotifierContext, one: Delivery, verdict: Verdict) -> None:
    now = context.clock.now()
    with context.database.transaction() as connection:
        match verdict:
            case Stop(event, reason):
                deliveries.move(connection, one, event, now, reason=reason)
                log.info("delivery_stopped", delivery_id=one.id, reason=reason)
            case Wait(until, reason):
                deliveries.move(connection, one, Event.POSTPONE, now, reason=reason, next_at=until)


def _claim(context: NotifierContext, one: Delivery) -> Delivery | None:
    lease = timedelta(seconds=context.settings.lease_seconds)
    with context.database.transaction() as connection:
        fence = deliveries.claim(connection, one, context.clock.now(), lease)
    return None if fence is None else dataclasses.replace(one, state=State.SENDING, attempts=fence)


def _hand_over(context: NotifierContext, one: Delivery, intent: Intent, recipient: Recipient) -> Result:
    try:
        letter = write_letter(intent, recipient, _setting(context, intent))
        return context.channels[one.channel].send(
            Parcel(one.id, recipient, letter, intent, _unsubscribe(context, intent, recipient))
        )
    except Exception as error:  # one message that can't be made must not stop the others; it is tried again, then dead
        log.error("delivery_failed", delivery_id=one.id, error=type(error).__name__, exc_info=error)
        return Result(Outcome.FAILED_FOR_NOW, type(error).__name__)


def _unsubscribe(context: NotifierContext, intent: Intent, recipient: Recipient) -> str | None:
    if CLASS_OF[intent.kind] is MessageClass.A:
        return None
    return unsubscribe_address(context.settings, Subscription(recipient.id, intent.kind))


def _setting(context: NotifierContext, intent: Intent) -> Setting:
    with context.people.read() as people:
        place = place_name(people, intent)
    token = code = ""
    if intent.kind is MessageKind.SIGN_IN:
        # Made anew from the secret each time: neither stands in any outbox, queue or log.
        token, code = challenge_secrets(context.settings.secret, challenge_of(intent))
    link = link_of(intent, base_url=context.settings.base_url, sign_in_token=token)
    return Setting(place, today_in_amsterdam(context.clock), link, code)
