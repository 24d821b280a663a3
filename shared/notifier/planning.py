"""Who is told of an event, by which channel, and what holds for each: asked at the taking and before each sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.contracts.messages import Intent
from shared.notifier.channels.base import Addressee
from shared.notifier.channels.registry import channels_for
from shared.notifier.context import NotifierContext
from shared.notifier.recipients import Recipient, recipients
from shared.notifier.states import Event
from shared.notifier.verdicts import GO, Stop, Verdict


@dataclass(frozen=True)
class Line:
    """One person, or a system of others, to be told by one channel."""

    recipient: Recipient
    channel: str
    verdict: Verdict


@dataclass(frozen=True)
class Plan:
    """Everything that is to be done about an event. `people` is how many persons it is for."""

    people: int
    lines: Sequence[Line]

    def line(self, recipient_id: str, channel: str) -> Line | None:
        """The line of one addressee; None when it is not, or no longer, for them."""
        return next((one for one in self.lines if (one.recipient.id, one.channel) == (recipient_id, channel)), None)


def make_plan(context: NotifierContext, intent: Intent, now: datetime) -> Plan:
    """Asks the people database and the channels at this very moment."""
    with context.people.read() as people:
        audience = recipients(people, intent, now)
    lines = [
        Line(addressee.recipient, name.value, _verdict(addressee))
        for name in channels_for(intent.kind)
        for addressee in context.channels[name.value].addressees(intent, audience)
    ]
    return Plan(len(audience), lines)


def _verdict(addressee: Addressee) -> Verdict:
    return Stop(Event.SUPPRESS, addressee.stop) if addressee.stop else GO
