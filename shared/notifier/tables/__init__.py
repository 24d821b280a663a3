"""Tables of the notifier's database, by subject; seen by this module's storage files only."""

from __future__ import annotations

from shared.notifier.tables.acts import audit_entry, idempotency_key
from shared.notifier.tables.addresses import mail_report, refused_mail, stopped_address
from shared.notifier.tables.base import metadata
from shared.notifier.tables.deliveries import delivery, delivery_attempt, taken_event
from shared.notifier.tables.endpoints import endpoint, webhook_attempt, webhook_body
from shared.notifier.tables.holds import heartbeat, hold, sent_before
from shared.notifier.tables.locks import lease_lock
from shared.notifier.tables.messages import inbox_message, mailbox_message
from shared.notifier.tables.preferences import preference, timing

__all__ = [
    "audit_entry",
    "delivery",
    "delivery_attempt",
    "endpoint",
    "heartbeat",
    "hold",
    "idempotency_key",
    "inbox_message",
    "lease_lock",
    "mail_report",
    "mailbox_message",
    "metadata",
    "preference",
    "refused_mail",
    "sent_before",
    "stopped_address",
    "taken_event",
    "timing",
    "webhook_attempt",
    "webhook_body",
]
