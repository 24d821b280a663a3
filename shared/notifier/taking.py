"""Takes intents out of a sender's outbox: from events to a delivery per person and channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.engine import Connection

from shared.contracts.messages import CLASS_OF, Intent, MessageClass
from shared.kernel.ids import new_id
from shared.notifier import deliveries, taken_events
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import NewDelivery
from shared.notifier.digests import storage
from shared.notifier.digests.batches import FLOOD_WITHIN, catch_up
from shared.notifier.failing import AWAY
from shared.notifier.planning import Line, Plan, make_plans
from shared.notifier.states import State, after
from shared.notifier.verdicts import GO, Gather, Stop, Verdict, Wait
from shared.outbox import faults, intents
from shared.outbox.intents import KeptIntent, Unreadable

log = structlog.get_logger(__name__)


def take(context: NotifierContext, sender: str, intent_ids: Sequence[str]) -> Sequence[str]:
    """Makes the deliveries of intents, then marks these taken; returns the ids of those that wait to be made.

    May run twice, also at once, and may die anywhere: the deliveries stand on their unique key and are committed
    before the intents are marked. An intent that this program can't read is parked for a newer one; one that can't be
    taken for any other reason keeps no other back.
    """
    try:
        return _take(context, sender, intent_ids)
    except AWAY:
        raise
    except Exception as error:
        if len(intent_ids) == 1:
            raise
        log.error("range_failed", sender=sender, rows=len(intent_ids), error=type(error).__name__, exc_info=error)
    return [delivery_id for intent_id in intent_ids for delivery_id in _take_alone(context, sender, intent_id)]


def _take_alone(context: NotifierContext, sender: str, intent_id: str) -> Sequence[str]:
    try:
        return _take(context, sender, [intent_id])
    except AWAY:
        raise
    except Exception as error:
        log.error("due_row_failed", intent_id=intent_id, error=type(error).__name__, exc_info=error)
        return []


def _take(context: NotifierContext, sender: str, intent_ids: Sequence[str]) -> Sequence[str]:
    with context.senders[sender].read() as connection:
        found = intents.find_many(connection, intent_ids)
    strange = [kept for kept in found.values() if isinstance(kept, Unreadable)]
    if strange:
        _mark(context, sender, [kept.id for kept in strange], intents.PARKED)
    for kept in strange:
        log.warning("intent_parked", sender=sender, intent_id=kept.id, version=kept.version)
    now = context.clock.now()
    due = [kept for kept in found.values() if isinstance(kept, KeptIntent) and _open_and_due(kept, now)]
    if not due:
        return []
    waiting = _make_deliveries(context, sender, due, now)
    faults.point("after_take")
    _mark(context, sender, [kept.intent.id for kept in due], intents.TAKEN)
    return waiting


def _open_and_due(kept: KeptIntent, now: datetime) -> bool:
    return kept.state == intents.OPEN and kept.intent.due_at <= now


def _make_deliveries(context: NotifierContext, sender: str, due: Sequence[KeptIntent], now: datetime) -> Sequence[str]:
    plans = make_plans(context, [kept.intent for kept in due], now)
    for kept in due:
        _say_when_unheard(kept, sender, plans[kept.intent.id])
    people = {event_id: plan.people for event_id, plan in plans.items()}
    with context.database.transaction() as connection:
        fresh = taken_events.add(connection, due, sender, people, now)
        planned = [
            (kept.intent, line) for kept in due if kept.intent.id in fresh for line in plans[kept.intent.id].lines
        ]
        deliveries.add(connection, sender, _caught_up(connection, context, planned, now), now)
        return deliveries.ids_of_events(connection, sorted(plans), now)


def _say_when_unheard(kept: KeptIntent, sender: str, plan: Plan) -> None:
    intent = kept.intent
    if not plan.people and not kept.withdrawn and CLASS_OF[intent.kind] is MessageClass.A:
        # Nobody hears of something that much hangs on; the check of the invariants keeps saying so.
        log.error("important_event_without_recipients", sender=sender, intent_id=intent.id, kind=intent.kind.value)


def _caught_up(
    connection: Connection, context: NotifierContext, planned: Sequence[tuple[Intent, Line]], now: datetime
) -> list[NewDelivery]:
    """What is planned, as deliveries; what comes late, or all at once for one person, waits a moment for the rest."""
    ringing = [line for _intent, line in planned if context.channels[line.channel].gathers]
    people, channels = [line.recipient.id for line in ringing], [line.channel for line in ringing]
    told = Counter(storage.told_since(connection, people, channels, now - FLOOD_WITHIN))
    wanted = []
    for intent, line in planned:
        whom, verdict = (line.recipient.id, line.channel), line.verdict
        if verdict == GO and context.channels[line.channel].gathers:
            verdict = catch_up(intent, told[whom], now) or GO
        told[whom] += 1
        wanted.append(_wanted(intent, line, verdict, now))
    return wanted


def _wanted(intent: Intent, line: Line, verdict: Verdict, now: datetime) -> NewDelivery:
    """Also who is not to be told gets a row: it says why not."""
    made = NewDelivery(new_id(), intent, line.recipient.id, line.channel, next_at=now)
    match verdict:
        case Stop(event, reason):
            return replace(made, state=after(State.PENDING, event), reason=reason, next_at=None)
        case Wait(until, reason):
            return replace(made, reason=reason, next_at=until)
        case Gather(until, batch):
            return replace(made, batch=batch, next_at=until)
    return made


def _mark(context: NotifierContext, sender: str, intent_ids: Sequence[str], state: str) -> None:
    with context.senders[sender].transaction() as connection:
        intents.mark(connection, intent_ids, state, context.clock.now())
