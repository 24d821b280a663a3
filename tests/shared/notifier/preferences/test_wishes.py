"""What follows from people's wishes for one message."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from shared.contracts.messages import CLASS_OF, MessageKind
from shared.notifier.channels.base import ChannelName
from shared.notifier.preferences.topics import ALWAYS, KINDS, TOPIC_OF, Topic, may_choose
from shared.notifier.preferences.wishes import ALL_PLACES, Asked, Choice, QuietHours, Wishes, decide
from shared.notifier.states import Event
from shared.notifier.verdicts import GO, Gather, Stop, Wait

MAIL, INBOX = ChannelName.MAIL, ChannelName.INBOX
STARTED, REMINDER, SOURCES = (
    MessageKind.APPLICATION_STARTED,
    MessageKind.DEADLINE_REMINDER,
    MessageKind.SOURCES_CHANGED,
)
# A Sunday, ten in the morning in Amsterdam.
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
NIGHT = QuietHours(time(22), time(7, 30))
AT_NIGHT = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
NIGHT_ENDS = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def chose(choice: Choice, place: str = ALL_PLACES, topic: Topic = Topic.APPLICATIONS, **rest) -> Wishes:
    return Wishes({(place, topic, MAIL): choice}, **rest)


@pytest.mark.parametrize(
    ("wishes", "asked", "now", "verdict"),
    [
        (Wishes(), Asked(STARTED, MAIL, "p"), NOW, GO),
        (Wishes(), Asked(SOURCES, MAIL, "p"), NOW, Gather(NEXT_MORNING, "day:2026-11-23")),
        (Wishes(), Asked(SOURCES, INBOX, "p"), NOW, GO),
        (chose(Choice.OFF), Asked(STARTED, MAIL, "p"), NOW, Stop(Event.SUPPRESS, "not_wished")),
        (chose(Choice.OFF), Asked(STARTED, INBOX, "p"), NOW, GO),
        (chose(Choice.OFF, "other"), Asked(STARTED, MAIL, "p"), NOW, GO),
        (
            Wishes({("p", Topic.APPLICATIONS, MAIL): Choice.NOW, ("", Topic.APPLICATIONS, MAIL): Choice.OFF}),
            Asked(STARTED, MAIL, "p"),
            NOW,
            GO,
        ),
        (chose(Choice.OFF, topic=Topic.DATES), Asked(REMINDER, MAIL, "p"), NOW, GO),
        (chose(Choice.DAILY), Asked(STARTED, MAIL, "p"), NOW, Gather(NEXT_MORNING, "day:2026-11-23")),
        (
            chose(Choice.DAILY, digest_at=time(20)),
            Asked(STARTED, MAIL, "p"),
            NOW,
            Gather(datetime(2026, 11, 22, 19, 0, tzinfo=UTC), "day:2026-11-22"),
        ),
        (chose(Choice.WEEKLY), Asked(STARTED, MAIL, "p"), NOW, Gather(NEXT_MORNING, "week:2026-11-23")),
        (
            chose(Choice.WEEKLY, digest_day=6),
            Asked(STARTED, MAIL, "p"),
            NOW,
            Gather(datetime(2026, 11, 29, 7, 0, tzinfo=UTC), "week:2026-11-29"),
        ),
        (chose(Choice.WEEKLY), Asked(STARTED, MAIL, "p", useful_until=NOW + timedelta(hours=5)), NOW, GO),
        (Wishes(quiet=NIGHT), Asked(STARTED, MAIL, "p"), NOW, GO),
        (Wishes(quiet=NIGHT), Asked(STARTED, MAIL, "p"), AT_NIGHT, Wait(NIGHT_ENDS, "quiet_hours")),
        (Wishes(quiet=NIGHT), Asked(REMINDER, MAIL, "p"), AT_NIGHT, Wait(NIGHT_ENDS, "quiet_hours")),
        (Wishes(quiet=NIGHT), Asked(REMINDER, MAIL, "p", useful_until=NIGHT_ENDS), AT_NIGHT, GO),
        (Wishes(quiet=NIGHT), Asked(STARTED, INBOX, "p"), AT_NIGHT, GO),
        (Wishes(quiet=NIGHT), Asked(MessageKind.SIGN_IN, MAIL, None), AT_NIGHT, GO),
        (
            Wishes(),
            Asked(STARTED, MAIL, "p", rests_until=date(2026, 11, 29)),
            NOW,
            Wait(datetime(2026, 11, 30, 7, 0, tzinfo=UTC), "season_of_rest"),
        ),
        (
            Wishes(),
            Asked(STARTED, MAIL, "p", useful_until=NOW + timedelta(days=1), rests_until=date(2026, 11, 29)),
            NOW,
            Stop(Event.SUPPRESS, "season_of_rest"),
        ),
        (Wishes(), Asked(REMINDER, MAIL, "p", rests_until=date(2026, 11, 29)), NOW, GO),
    ],
)
def test_wishes_decide(wishes, asked, now, verdict):
    assert decide(wishes, asked, now) == verdict


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        # The clock goes forward at 02:00 on 28 March 2027: 02:30 does not exist.
        (datetime(2027, 3, 27, 23, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # And back at 03:00 on 31 October 2027: the first of the two.
        (datetime(2027, 10, 30, 22, 0, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_quiet_hours_end_on_the_nights_the_clock_changes(now, ends):
    quiet = Wishes(quiet=QuietHours(time(23), time(2, 30)))
    assert decide(quiet, Asked(STARTED, MAIL, "p"), now) == Wait(ends, "quiet_hours")


def test_every_kind_is_in_one_topic_or_is_always_told():
    assert set(TOPIC_OF) | ALWAYS == set(MessageKind) and not set(TOPIC_OF) & ALWAYS
    assert sum(map(len, KINDS.values())) == len(TOPIC_OF)


def test_a_topic_holds_one_class_so_that_nothing_important_is_turned_off_with_the_rest():
    assert all(len({CLASS_OF[kind] for kind in kinds}) == 1 for kinds in KINDS.values())
    assert not may_choose(Topic.DATES) and not may_choose(Topic.MONEY) and may_choose(Topic.SOURCES)
