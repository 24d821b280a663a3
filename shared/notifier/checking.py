"""The last look before a message goes out: what was planned may no longer be true, useful or meant for this person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.messages import Intent
from shared.notifier import guard
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.guard import Kept
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
    return {one.id: stops[one.event_id] or _by_plan(one, plans[one.event_id], kept[one.event_id]) for one in wanted}


def _by_plan(one: Delivery, plan: Plan, kept: Kept) -> Checked:
    line = plan.line(one.recipient_id, one.channel)
    if line is None:
        return Stop(Event.SUPPRESS, "no_longer_in_audience")
    if isinstance(line.verdict, Stop | Wait):
        return line.verdict
    assert isinstance(kept, KeptIntent)  # noqa: S101 the guard stopped all else
    return Sendable(kept.intent, line.recipient, line.verdict)
