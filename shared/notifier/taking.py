"""Takes an intent out of a sender's outbox: from one event to a delivery per person and channel."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from shared.contracts.messages import CLASS_OF, Intent, MessageClass
from shared.kernel.ids import new_id
from shared.notifier import deliveries, taken_events
from shared.notifier.channels.registry import channels_for
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import NewDelivery
from shared.notifier.recipients import Recipient, recipients
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
    with context.people.read() as people:
        audience = recipients(people, intent, now)
    if not audience and not kept.withdrawn and CLASS_OF[intent.kind] is MessageClass.A:
        # Nobody hears of something that much hangs on; the check of the invariants keeps saying so.
        log.error("important_event_without_recipients", sender=sender, intent_id=intent.id, kind=intent.kind.value)
    with context.database.transaction() as connection:
        if taken_events.add(connection, kept, sender, len(audience), now):
            deliveries.add(connection, intent, sender, _wanted(intent, audience), now)
        return deliveries.ids_of_event(connection, intent.id)


def _wanted(intent: Intent, audience: Sequence[Recipient]) -> list[NewDelivery]:
    return [
        NewDelivery(new_id(), recipient.id, channel.value)
        for recipient in audience
        for channel in channels_for(intent.kind)
    ]


def _mark(context: NotifierContext, sender: str, intent_id: str, state: str) -> None:
    with context.senders[sender].transaction() as connection:
        intents.mark(connection, intent_id, state, context.clock.now())
