"""What an older program could not read, is looked at again by a newer one."""

from __future__ import annotations

import structlog

from shared.notifier.context import NotifierContext
from shared.notifier.holds import storage
from shared.outbox import intents

log = structlog.get_logger(__name__)


def look_again(context: NotifierContext) -> int:
    """Opens parked intents that are readable now, and lets held rows of unknown versions try; returns how many."""
    found = 0
    for database in context.senders.values():
        with database.transaction() as connection:
            found += intents.reopen_readable(connection)
    with context.database.transaction() as connection:
        found += storage.let_unknown_try(connection, context.clock.now())
    if found:
        log.info("parked_looked_at_again", rows=found)
    return found
