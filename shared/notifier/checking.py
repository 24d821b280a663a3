"""The last look before a message goes out: what was planned may no longer be true, useful or meant for this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.contracts.messages import Intent
from shared.notifier import guard
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.planning import make_plan
from shared.notifier.recipients import Recipient
from shared.notifier.states import Event
from shared.notifier.verdicts import Gather, Go, Stop, Wait
from shared.outbox import intents
from shared.outbox.intents import KeptIntent


@dataclass(frozen=True)
class Sendable:
    """What may go out, to whom; `verdict` says whether at once or together with others."""

    intent: Intent
    recipient: Recipient
    verdict: Go | Gather


def check_again(context: NotifierContext, one: Delivery, now: datetime) -> Sendable | Stop | Wait:
    """Reads the sender's row, the people and their wishes at this very moment."""
    with context.senders[one.sender].read() as sender:
        kept = intents.find(sender, one.event_id)
    stop = guard.check(kept, now)
    if stop is not None:
        return stop
    assert isinstance(kept, KeptIntent)  # noqa: S101 the guard stopped all else
    line = make_plan(context, kept.intent, now).line(one.recipient_id, one.channel)
    if line is None:
        return Stop(Event.SUPPRESS, "no_longer_in_audience")
    if isinstance(line.verdict, Stop | Wait):
        return line.verdict
    return Sendable(kept.intent, line.recipient, line.verdict)
