"""What a worker runs on the queue `notify`. Each may run twice, also at once, and may die anywhere."""

from __future__ import annotations

from shared.notifier.runtime import runtime
from shared.outbox import faults
from shared.plumbing.reach import as_system

FEW = 20
"""So many deliveries are made by the job that took their events: a second trip through the queue would cost more."""

TOGETHER = 50
"""So many events that wait are taken in one go: well within the time that a code to sign in with may wait."""


def take_intent(sender: str, *intent_ids: str) -> None:
    """Takes intents from the outbox of a sender (`people`, `matcher`, `tracker`)."""
    faults.point("after_pop")
    with as_system("taking messages"):
        runtime().take_intent(sender, *intent_ids, at_once=FEW)
    faults.point("after_mark")


def take_waiting(sender: str) -> None:
    """Takes what waits of a sender's intents; jobs before this one may have left little or nothing."""
    notifier = runtime()
    intent_ids = notifier.pick_up(sender, TOGETHER)
    faults.point("after_pop")
    if intent_ids:
        with as_system("taking messages"):
            notifier.take_intent(sender, *intent_ids, at_once=2 * TOGETHER)
    faults.point("after_mark")


def deliver(*delivery_ids: str) -> None:
    """Makes deliveries."""
    faults.point("after_pop")
    with as_system("sending messages"):
        runtime().deliver(*delivery_ids)
    faults.point("after_mark")
