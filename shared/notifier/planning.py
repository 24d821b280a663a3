"""Who is told of an event, by which channel, and what holds for each: asked at the taking and before each sending."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shared.access import rest_days
from shared.contracts.messages import Intent
from shared.kernel.dates import AMSTERDAM
from shared.notifier.channels.base import Addressee, Channel, LooksAhead
from shared.notifier.channels.registry import channels_for
from shared.notifier.context import NotifierContext
from shared.notifier.leave.applying import with_leave
from shared.notifier.preferences.storage import wishes_of
from shared.notifier.preferences.wishes import NO_WISHES, RINGING, Asked, Wishes, decide
from shared.notifier.recipients import Recipient, audiences
from shared.notifier.states import Event
from shared.notifier.verdicts import Stop, Verdict


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
    return make_plans(context, [intent], now)[intent.id]


def make_plans(context: NotifierContext, intents: Sequence[Intent], now: datetime) -> dict[str, Plan]:
    """The plans of many events, by the event's id: what they have in common is asked once."""
    with context.people.read() as people:
        audience = with_leave(people, intents, audiences(people, intents, now))
        places = {intent.place_id for intent in intents if intent.place_id}
        rests = rest_days.rest_ends(people, places, now.astimezone(AMSTERDAM).date()) if places else {}
    everybody = {one for told in audience.values() for one in told}
    with context.database.read() as connection:
        wishes = wishes_of(connection, {one.id for one in everybody})
    channels = {name: _knowing(channel, everybody) for name, channel in context.channels.items()}
    return {
        intent.id: Plan(
            len(audience[intent.id]),
            _lines(channels, intent, _Known(audience[intent.id], rests.get(intent.place_id or ""), wishes), now),
        )
        for intent in intents
    }


@dataclass(frozen=True)
class _Known:
    audience: Sequence[Recipient]
    rests_until: date | None
    wishes: Mapping[str, Wishes]


def _knowing(channel: Channel, people: Collection[Recipient]) -> Channel:
    return channel.knowing(people) if isinstance(channel, LooksAhead) and people else channel


def _lines(channels: Mapping[str, Channel], intent: Intent, known: _Known, now: datetime) -> list[Line]:
    lines = []
    for name in channels_for(intent.kind):
        if not channels[name.value].on:
            continue
        asked = Asked(intent.kind, name, intent.place_id, intent.useful_until, known.rests_until)
        for addressee in channels[name.value].addressees(intent, known.audience):
            of_person = known.wishes.get(addressee.recipient.id, NO_WISHES)
            lines.append(Line(addressee.recipient, name.value, _verdict(addressee, of_person, asked, now)))
    return lines


def _verdict(addressee: Addressee, wishes: Wishes, asked: Asked, now: datetime) -> Verdict:
    if addressee.stop:
        return Stop(Event.SUPPRESS, addressee.stop)
    if addressee.wait:
        return addressee.wait
    if addressee.recipient.away and asked.channel in RINGING:
        return Stop(Event.SUPPRESS, "on_leave")
    return decide(wishes, asked, now)
