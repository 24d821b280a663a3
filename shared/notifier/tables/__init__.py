"""Tables of the notifier's database, by subject; seen by this module's storage files only."""

from __future__ import annotations

from shared.notifier.tables.acts import audit_entry, idempotency_key
from shared.notifier.tables.base import metadata
from shared.notifier.tables.deliveries import delivery, delivery_attempt, taken_event
from shared.notifier.tables.endpoints import endpoint, webhook_attempt, webhook_body
from shared.notifier.tables.locks import lease_lock
from shared.notifier.tables.messages import inbox_message, mailbox_message
from shared.notifier.tables.preferences import preference, timing

__all__ = [
    "audit_entry",
    "delivery",
    "delivery_attempt",
    "endpoint",
    "idempotency_key",
    "inbox_message",
    "lease_lock",
    "mailbox_message",
    "metadata",
    "preference",
    "taken_event",
    "timing",
    "webhook_attempt",
    "webhook_body",
]
