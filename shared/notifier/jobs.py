"""What a worker runs on the queue `notify`. Both may run twice, also at once, and may die anywhere."""

from __future__ import annotations

from shared.notifier.runtime import runtime
from shared.outbox import faults


def take_intent(sender: str, *intent_ids: str) -> None:
    """Takes intents from the outbox of a sender (`people`, `matcher`, `tracker`)."""
    runtime().take_intent(sender, *intent_ids)


def deliver(*delivery_ids: str) -> None:
    """Makes deliveries."""
    faults.point("after_pop")
    runtime().deliver(*delivery_ids)
    faults.point("after_mark")
