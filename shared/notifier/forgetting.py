"""The hourly clean-up of what every database keeps only for a while."""

from __future__ import annotations

import structlog

from shared.access import forgetting as access
from shared.notifier.context import NotifierContext
from shared.notifier.endpoints import sent
from shared.plumbing import idempotency

log = structlog.get_logger(__name__)


def forget_old(context: NotifierContext) -> int:
    """Removes old idempotency keys of all senders, and old sessions and sign-ins of people; returns how many rows."""
    now = context.clock.now()
    removed = 0
    for database in context.senders.values():
        with database.transaction() as connection:
            removed += idempotency.forget_old(connection, now)
    with context.database.transaction() as connection:
        removed += idempotency.forget_old(connection, now) + sent.forget_old(connection, now)
    with context.people.transaction() as connection:
        removed += access.forget_old(connection, now)
    if removed:
        log.info("old_rows_forgotten", rows=removed)
    return removed
