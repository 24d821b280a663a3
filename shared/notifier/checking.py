"""The last look before a message goes out: what was planned may no longer be true, useful or meant for this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.contracts.messages import Intent
from shared.notifier import guard
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.holds import storage as holds
from shared.notifier.holds.sent_log import key_of
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
    kept_back = _held_back(context, one)
    return kept_back or Sendable(kept.intent, line.recipient, line.verdict)


def _held_back(context: NotifierContext, one: Delivery) -> Stop | None:
    with context.database.read() as connection:
        if one.channel != ChannelName.INBOX and holds.was_sent(connection, key_of(one)):
            return Stop(Event.SUPPRESS, "sent_before")
        held = any(hold.extent.covers(one.kind, one.message_class, one.channel) for hold in holds.active(connection))
        return Stop(Event.HOLD, holds.HELD) if held else None
