"""What goes out together: rules without any storage."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.contracts.messages import TO_ANY_ADDRESS, Intent, MessageKind
from shared.notifier.verdicts import Gather

CATCH_UP = "catch_up"
"""The batch of what comes all at once: after a pause of the system, or because much falls due on one day."""

CATCH_UP_WAIT = timedelta(seconds=60)
LATE_AFTER = timedelta(hours=1)
FLOOD_WITHIN = timedelta(minutes=1)
MOST_ALONE = 5

FROM_THE_CLOCK = frozenset(
    {
        MessageKind.DEADLINE_REMINDER,
        MessageKind.DEADLINE_AT_RISK,
        MessageKind.DEADLINE_MISSED,
        MessageKind.REPORT_LATE,
        MessageKind.PAYMENT_LATE,
        MessageKind.TERM_PASSED,
    }
)
"""Kinds that the ticker tells, and of which many may fall due for one person at the same moment."""


def most_alone(batch: str) -> int:
    """Up to how many messages of a batch go out one by one."""
    return MOST_ALONE if batch == CATCH_UP else 1


def catch_up(intent: Intent, told_just_now: int, now: datetime) -> Gather | None:
    """Whether a message that could go out now waits a minute for others: it comes late, or after many others.

    `told_just_now` is how many messages by this channel were made for this person in the last minute.
    """
    if intent.kind in TO_ANY_ADDRESS:
        return None
    late = now - intent.due_at > LATE_AFTER
    flood = intent.kind in FROM_THE_CLOCK and told_just_now >= MOST_ALONE
    return Gather(now + CATCH_UP_WAIT, CATCH_UP) if late or flood else None
