"""Storage of events that were taken from an outbox: told to how many people, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from shared.contracts.messages import CLASS_OF
from shared.notifier.insert import insert_new
from shared.notifier.tables import taken_event
from shared.outbox.intents import KeptIntent


def add(
    connection: Connection, events: Sequence[KeptIntent], sender: str, recipients: Mapping[str, int], now: datetime
) -> frozenset[str]:
    """Notes that events are being taken; the ids of those that were not taken before. The first of two at once wins.

    `recipients` is how many people each is for, by the event's id.
    """
    rows = [
        {
            "event_id": kept.intent.id,
            "sender": sender,
            "kind": kept.intent.kind.value,
            "message_class": CLASS_OF[kept.intent.kind].value,
            "subject": kept.intent.subject,
            "recipients": recipients[kept.intent.id],
            "withdrawn_reason": kept.withdrawn_reason,
            "taken_at": now,
        }
        for kept in sorted(events, key=lambda kept: kept.intent.id)
    ]
    return frozenset(insert_new(connection, taken_event, rows))
