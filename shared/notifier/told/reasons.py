"""Why somebody was told of an event: the rule, their place in it, and what they chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from shared.access import directory, leaves
from shared.access.standing import Standing, standings
from shared.contracts.messages import Audience
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotFound
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.preferences.choosing import channels_to_choose
from shared.notifier.preferences.storage import wishes_of
from shared.notifier.preferences.topics import TOPIC_OF, Topic, may_choose
from shared.notifier.preferences.wishes import NO_WISHES, Choice, Wishes
from shared.notifier.told import storage
from shared.outbox import intents
from shared.outbox.intents import KeptIntent
from shared.plumbing.reach import as_system
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class Wish:
    """What holds for a topic by a channel, and whether the person chose it or it is as usual."""

    channel: ChannelName
    choice: Choice
    chosen: bool


@dataclass(frozen=True)
class Why:
    """Everything about one event for one person. `audience` is None when the sender keeps it no longer.

    `wishes` is empty for what always comes.
    """

    title: str
    topic: Topic | None
    audience: Audience | None
    place_id: str | None
    place_name: str
    standings: Sequence[Standing]
    stood_in_for: Sequence[str]
    wishes: Sequence[Wish]
    lines: Sequence[Delivery]


def why(context: NotifierContext, person_id: str, delivery_id: str) -> Why:
    """Why this person was told. Raises NotFound for a message of somebody else."""
    with context.database.read() as connection:
        lines = storage.event_of(connection, person_id, delivery_id)
        if not lines:
            raise NotFound(_("Dit bericht is er niet."))
        titles = storage.titles(connection, person_id, [line.id for line in lines])
        wishes = wishes_of(connection, [person_id]).get(person_id, NO_WISHES)
    event = lines[0]
    topic, place_id = TOPIC_OF.get(event.kind), event.place_id
    with context.people.read() as people:
        place = directory.organisation(people, place_id) if place_id else None
        roles = standings(people, person_id, place_id, context.clock.now()) if place_id else []
        stood_in_for = _stood_in_for(people, person_id, event)
    return Why(
        title=next(iter(titles.values()), ""),
        topic=topic,
        audience=_audience(context, event),
        place_id=place_id,
        place_name=place.name if place else "",
        standings=roles,
        stood_in_for=stood_in_for,
        wishes=_wishes(wishes, place_id, topic, channels_to_choose(context)),
        lines=lines,
    )


def _stood_in_for(people: Connection, person_id: str, event: Delivery) -> list[str]:
    if event.place_id is None:
        return []
    day = event.created_at.astimezone(AMSTERDAM).date()
    known = leaves.during(people, [event.place_id], day, day)
    stand_ins = leaves.stand_ins(known, event.place_id, day, event.created_at)
    away = [one for one, stand_in in stand_ins.items() if stand_in == person_id]
    return sorted(directory.people_names(people, away).values())


def _audience(context: NotifierContext, event: Delivery) -> Audience | None:
    if event.sender not in context.senders:
        return None  # a digest: nobody wrote it in an outbox
    # Of a message that this person got: what its sender wrote may be of a place that they left since.
    with as_system("why this was told"), context.senders[event.sender].read() as sender:
        kept = intents.find_many(sender, [event.event_id]).get(event.event_id)
    return kept.intent.audience if isinstance(kept, KeptIntent) else None


def _wishes(wishes: Wishes, place_id: str | None, topic: Topic | None, channels: Sequence[ChannelName]) -> list[Wish]:
    if topic is None or not may_choose(topic):
        return []
    return [
        Wish(channel, wishes.choice(place_id, topic, channel), wishes.has_chosen(place_id, topic, channel))
        for channel in channels
    ]
