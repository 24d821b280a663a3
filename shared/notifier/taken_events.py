"""Storage of events that were taken from an outbox: told to how many people, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from shared.contracts.messages import CLASS_OF
from shared.notifier.insert import insert_new
from shared.notifier.tables import taken_event
from shared.outbox.intents import KeptIntent


def add(connection: Connection, kept: KeptIntent, sender: str, recipients: int, now: datetime) -> bool:
    """Notes that an event is being taken; False when it was taken before. The first of two at once wins."""
    intent = kept.intent
    row = {
        "event_id": intent.id,
        "sender": sender,
        "kind": intent.kind.value,
        "message_class": CLASS_OF[intent.kind].value,
        "subject": intent.subject,
        "recipients": recipients,
        "withdrawn_reason": kept.withdrawn_reason,
        "taken_at": now,
    }
    return insert_new(connection, taken_event, [row]) == 1
