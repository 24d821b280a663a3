"""The last look before a message goes out: what was planned may no longer be true, useful or meant for this person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.messages import Intent
from shared.notifier import guard
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.guard import Kept
from shared.notifier.holds import storage as holds
from shared.notifier.holds.sent_log import key_of
from shared.notifier.planning import Plan, make_plans
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


Checked = Sendable | Stop | Wait


def check_again(context: NotifierContext, one: Delivery, now: datetime) -> Checked:
    """Reads the sender's row, the people and their wishes at this very moment."""
    return check_many(context, [one], now)[one.id]


def check_many(context: NotifierContext, wanted: Sequence[Delivery], now: datetime) -> dict[str, Checked]:
    """What holds for many deliveries, by their ids: what they have in common is read once."""
    kept: dict[str, Kept] = {}
    for name in {one.sender for one in wanted}:
        with context.senders[name].read() as sender:
            kept |= intents.find_many(sender, {one.event_id for one in wanted if one.sender == name})
    stops = {one.event_id: guard.check(kept.get(one.event_id), now) for one in wanted}
    holding = [found.intent for found in kept.values() if isinstance(found, KeptIntent) and not stops[found.intent.id]]
    plans = make_plans(context, holding, now)
    checked = {
        one.id: stops[one.event_id]
        or _switched_off(context, one)
        or _by_plan(one, plans[one.event_id], kept[one.event_id])
        for one in wanted
    }
    return checked | _held_back(context, [one for one in wanted if isinstance(checked[one.id], Sendable)])


def _switched_off(context: NotifierContext, one: Delivery) -> Stop | None:
    return None if context.channels[one.channel].on else Stop(Event.SUPPRESS, "channel_off")


def _by_plan(one: Delivery, plan: Plan, kept: Kept) -> Checked:
    line = plan.line(one.recipient_id, one.channel)
    if line is None:
        return Stop(Event.SUPPRESS, "no_longer_in_audience")
    if isinstance(line.verdict, Stop | Wait):
        return line.verdict
    assert isinstance(kept, KeptIntent)  # noqa: S101 the guard stopped all else
    return Sendable(kept.intent, line.recipient, line.verdict)


def _held_back(context: NotifierContext, sendable: Sequence[Delivery]) -> dict[str, Stop]:
    """Those that a hold keeps back, or that went out before a restore that forgot it."""
    with context.database.read() as connection:
        active = holds.active(connection)
        gone = holds.sent_among(connection, [key_of(one) for one in sendable])
    stops = {}
    for one in sendable:
        if one.channel != ChannelName.INBOX and key_of(one) in gone:
            stops[one.id] = Stop(Event.SUPPRESS, "sent_before")
        elif any(hold.extent.covers(one.kind, one.message_class, one.channel) for hold in active):
            stops[one.id] = Stop(Event.HOLD, holds.HELD)
    return stops
