"""What a worker runs on the queue `notify`. Both may run twice, also at once, and may die anywhere."""

from __future__ import annotations

from shared.notifier.runtime import runtime
from shared.outbox import faults


def take_intent(sender: str, intent_id: str) -> None:
    """Takes an intent from the outbox of a sender (`people`, `matcher`, `tracker`)."""
    runtime().take_intent(sender, intent_id)


def deliver(delivery_id: str) -> None:
    """Makes one delivery."""
    faults.point("after_pop")
    runtime().deliver(delivery_id)
    faults.point("after_mark")
