"""How long messages are kept, and letting go of what is older: some at a time, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.kernel.retention import Kept, kept_for
from shared.notifier.context import NotifierContext
from shared.notifier.states import RESTING, State
from shared.notifier.tables import delivery, delivery_attempt, inbox_message, mailbox_message, taken_event

KEPT = kept_for(Kept.MESSAGES_TOLD)
"""Who was told what, when and how: as long as somebody may still ask whether they were told in time."""

TEXTS_KEPT = kept_for(Kept.MESSAGE_TEXTS)
"""What was written to people; what it was about stands at the application itself."""

AT_ONCE = 500
ENDED = sorted(state.value for state in RESTING - {State.DEAD})


def forget_messages(context: NotifierContext) -> int:
    """Removes texts after ninety days, and what ended more than two years ago; returns how many rows.

    Each batch is a transaction of its own. A given-up message stays until a person did something about it.
    """
    now = context.clock.now()
    texts = sum(_all(context, forget, now - TEXTS_KEPT) for forget in (_inbox, _mailbox))
    return texts + sum(_all(context, forget, now - KEPT) for forget in (_deliveries, _events))


def _all(context: NotifierContext, forget: Callable[[Connection, datetime], int], before: datetime) -> int:
    removed = 0
    while True:
        with context.database.transaction() as connection:
            count = forget(connection, before)
        removed += count
        if count < AT_ONCE:
            return removed


def _deliveries(connection: Connection, before: datetime) -> int:
    old = sa.select(delivery.c.id).where(delivery.c.state.in_(ENDED), delivery.c.changed_at < before)
    ids = list(connection.execute(old.limit(AT_ONCE)).scalars())
    connection.execute(sa.delete(delivery_attempt).where(delivery_attempt.c.delivery_id.in_(ids)))
    return connection.execute(sa.delete(delivery).where(delivery.c.id.in_(ids))).rowcount


def _events(connection: Connection, before: datetime) -> int:
    """Empties an event of what it was about. The row itself stays: it is what keeps an event from being told twice."""
    left = sa.select(delivery.c.id).where(delivery.c.event_id == taken_event.c.event_id).exists()
    old = sa.select(taken_event.c.event_id).where(taken_event.c.taken_at < before, ~left, taken_event.c.recipients > 0)
    ids = list(connection.execute(old.limit(AT_ONCE)).scalars())
    change = sa.update(taken_event).where(taken_event.c.event_id.in_(ids))
    forgotten = {"subject": "", "recipients": 0, "withdrawn_reason": "forgotten"}
    return connection.execute(change.values(**forgotten)).rowcount


def _inbox(connection: Connection, before: datetime) -> int:
    return _old_rows(connection, inbox_message, before)


def _mailbox(connection: Connection, before: datetime) -> int:
    return _old_rows(connection, mailbox_message, before)


def _old_rows(connection: Connection, table: sa.Table, before: datetime) -> int:
    ids = list(connection.execute(sa.select(table.c.id).where(table.c.created_at < before).limit(AT_ONCE)).scalars())
    return connection.execute(sa.delete(table).where(table.c.id.in_(ids))).rowcount
