"""What one person wishes, and what follows from it for one message: rules without any storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from shared.contracts.messages import MessageKind
from shared.kernel.dates import AMSTERDAM
from shared.notifier.channels.base import ChannelName
from shared.notifier.preferences.topics import TOPIC_OF, Topic, may_choose
from shared.notifier.states import Event
from shared.notifier.verdicts import GO, Gather, Stop, Verdict, Wait


class Choice(StrEnum):
    """When somebody wishes to get the messages of a topic by a channel."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


ALL_PLACES = ""
"""Stands for every place for which a person chose nothing of its own."""

Key = tuple[str, Topic, ChannelName]
"""Place (or ALL_PLACES), topic and channel."""

RINGING = frozenset({ChannelName.MAIL})
"""Channels that call for attention by themselves, so that quiet hours and digests make sense."""

MORNING = time(8)


@dataclass(frozen=True)
class QuietHours:
    """From when until when nothing should ring, in Amsterdam; over midnight when `starts` is the later one."""

    starts: time
    ends: time

    def cover(self, at: time) -> bool:
        """Whether this time of the day is quiet."""
        if self.starts <= self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends


@dataclass(frozen=True)
class Wishes:
    """Everything one person chose; what they did not choose is as `usual` says. `digest_day` counts from Monday, 0."""

    choices: Mapping[Key, Choice] = field(default_factory=dict)
    quiet: QuietHours | None = None
    digest_at: time = MORNING
    digest_day: int = 0

    def choice(self, place_id: str | None, topic: Topic, channel: ChannelName) -> Choice:
        """What holds for a topic at a place: the choice for the place, else that for all places, else the usual."""
        if not may_choose(topic):
            return Choice.NOW
        for place in (place_id or ALL_PLACES, ALL_PLACES):
            if (chosen := self.choices.get((place, topic, channel))) is not None:
                return chosen
        return usual(topic, channel)


NO_WISHES = Wishes()


def usual(topic: Topic, channel: ChannelName) -> Choice:
    """What holds for those who chose nothing: news about sources comes once a day, all else at once."""
    return Choice.DAILY if topic is Topic.SOURCES and channel in RINGING else Choice.NOW


def choices_for(channel: ChannelName) -> tuple[Choice, ...]:
    """What can be chosen for a channel: only what rings can come together with other messages."""
    return tuple(Choice) if channel in RINGING else (Choice.NOW, Choice.OFF)


@dataclass(frozen=True)
class Asked:
    """What is asked about one message. `rests_until` is the last day of the rest that its place has now, if any."""

    kind: MessageKind
    channel: ChannelName
    place_id: str | None
    useful_until: datetime | None = None
    rests_until: date | None = None


def decide(wishes: Wishes, asked: Asked, now: datetime) -> Verdict:
    """Whether a message may go out now, later, together with others, or not at all.

    What would be of no use any more when its time comes goes out at once: too early is better than too late.
    """
    topic = TOPIC_OF.get(asked.kind)
    if topic is None:
        return GO
    choice = wishes.choice(asked.place_id, topic, asked.channel)
    if choice is Choice.OFF:
        return Stop(Event.SUPPRESS, "not_wished")
    if asked.channel not in RINGING:
        return GO
    if asked.rests_until is not None and may_choose(topic):
        return _after_rest(asked, asked.rests_until)
    later = _later(wishes, choice, now)
    if later is None or (asked.useful_until is not None and asked.useful_until <= later.until):
        return GO
    return later


def _after_rest(asked: Asked, rests_until: date) -> Verdict:
    until = _moment(rests_until + timedelta(days=1), MORNING)
    if asked.useful_until is not None and asked.useful_until <= until:
        return Stop(Event.SUPPRESS, "season_of_rest")
    return Wait(until, "season_of_rest")


def _later(wishes: Wishes, choice: Choice, now: datetime) -> Gather | Wait | None:
    local = now.astimezone(AMSTERDAM)
    if choice is Choice.DAILY:
        day = local.date() if local.time() < wishes.digest_at else local.date() + timedelta(days=1)
        return Gather(_moment(day, wishes.digest_at), f"day:{day}")
    if choice is Choice.WEEKLY:
        day = local.date() + timedelta(days=(wishes.digest_day - local.weekday()) % 7)
        if day == local.date() and local.time() >= wishes.digest_at:
            day += timedelta(days=7)
        return Gather(_moment(day, wishes.digest_at), f"week:{day}")
    if wishes.quiet is not None and wishes.quiet.cover(local.time()):
        day = local.date() if local.time() < wishes.quiet.ends else local.date() + timedelta(days=1)
        return Wait(_moment(day, wishes.quiet.ends), "quiet_hours")
    return None


def _moment(day: date, at: time) -> datetime:
    """The moment of a local time; on the night when it does not exist, the same distance after the change."""
    return datetime.combine(day, at, AMSTERDAM).astimezone(UTC)
