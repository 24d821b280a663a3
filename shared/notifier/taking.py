"""Takes an intent out of a sender's outbox: from one event to a delivery per person and channel."""

from __future__ import annotations

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
from shared.notifier.planning import Line, make_plan
from shared.notifier.states import State, after
from shared.notifier.verdicts import GO, Gather, Stop, Wait
from shared.outbox import faults, intents
from shared.outbox.intents import KeptIntent, Unreadable

log = structlog.get_logger(__name__)


def take_intent(context: NotifierContext, sender: str, intent_id: str) -> Sequence[str]:
    """Makes the deliveries of an intent, then marks it taken; returns the ids of those that wait to be made.

    May run twice, also at once, and may die anywhere: the deliveries stand on their unique key and are committed
    before the intent is marked. An intent that this program can't read is parked for a newer one.
    """
    kept = _open_and_due(context, sender, intent_id)
    if kept is None:
        return []
    if isinstance(kept, Unreadable):
        _mark(context, sender, intent_id, intents.PARKED)
        log.warning("intent_parked", sender=sender, intent_id=intent_id, version=kept.version)
        return []
    waiting = _make_deliveries(context, sender, kept)
    faults.point("after_take")
    _mark(context, sender, intent_id, intents.TAKEN)
    return waiting


def _open_and_due(context: NotifierContext, sender: str, intent_id: str) -> KeptIntent | Unreadable | None:
    with context.senders[sender].read() as connection:
        kept = intents.find(connection, intent_id)
    if isinstance(kept, KeptIntent) and (kept.state != intents.OPEN or kept.intent.due_at > context.clock.now()):
        return None
    return kept


def _make_deliveries(context: NotifierContext, sender: str, kept: KeptIntent) -> Sequence[str]:
    intent, now = kept.intent, context.clock.now()
    plan = make_plan(context, intent, now)
    if not plan.people and not kept.withdrawn and CLASS_OF[intent.kind] is MessageClass.A:
        # Nobody hears of something that much hangs on; the check of the invariants keeps saying so.
        log.error("important_event_without_recipients", sender=sender, intent_id=intent.id, kind=intent.kind.value)
    with context.database.transaction() as connection:
        if taken_events.add(connection, kept, sender, plan.people, now):
            lines = _caught_up(connection, context, intent, plan.lines, now)
            deliveries.add(connection, intent, sender, [_wanted(line, now) for line in lines], now)
        return deliveries.ids_of_event(connection, intent.id, now)


def _caught_up(
    connection: Connection, context: NotifierContext, intent: Intent, lines: Sequence[Line], now: datetime
) -> list[Line]:
    """The same lines; what comes late, or all at once for one person, waits a moment for the rest."""
    free = [line for line in lines if line.verdict == GO and context.channels[line.channel].gathers]
    told = storage.told_since(
        connection, [line.recipient.id for line in free], [line.channel for line in free], now - FLOOD_WITHIN
    )
    held = {
        id(line): replace(line, verdict=gathered)
        for line in free
        if (gathered := catch_up(intent, told.get((line.recipient.id, line.channel), 0), now))
    }
    return [held.get(id(line), line) for line in lines]


def _wanted(line: Line, now: datetime) -> NewDelivery:
    """Also who is not to be told gets a row: it says why not."""
    made = NewDelivery(new_id(), line.recipient.id, line.channel, next_at=now)
    match line.verdict:
        case Stop(event, reason):
            return replace(made, state=after(State.PENDING, event), reason=reason, next_at=None)
        case Wait(until, reason):
            return replace(made, reason=reason, next_at=until)
        case Gather(until, batch):
            return replace(made, batch=batch, next_at=until)
    return made


def _mark(context: NotifierContext, sender: str, intent_id: str, state: str) -> None:
    with context.senders[sender].transaction() as connection:
        intents.mark(connection, intent_id, state, context.clock.now())
