"""What is promised of every channel, whatever it is: this suite runs for each name there is."""

from __future__ import annotations

import copy
import dataclasses
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.contracts.messages import Audience, MessageKind
from shared.notifier.channels.base import ChannelName, Outcome
from shared.notifier.checking import Sendable, check_again
from shared.notifier.deliveries import find
from shared.notifier.holds import acts as holds
from shared.notifier.holds.rules import Extent
from shared.notifier.labels import channel_label, reason_label
from shared.notifier.packing import pack
from shared.notifier.preferences import storage
from shared.notifier.preferences.choosing import channels_to_choose
from shared.notifier.preferences.topics import TOPIC_OF
from shared.notifier.preferences.wishes import ALL_PLACES, Choice
from shared.notifier.tables import delivery
from shared.outbox.relay import NoRelay
from shared.plumbing.settings import SettingsError
from tests.faults import stage as stages
from tests.faults.stage import ANNA, TEAM, an_intent, rows, tell
from tests.shared.notifier.channels.ways import WAYS, opened

KIND = MessageKind.APPLICATION_STARTED
HOSTILE = "Keuken\r\nBcc: x@example.org ../../<script>\u202e"


@pytest.fixture(params=list(ChannelName), ids=lambda name: name.value)
def name(request):
    return request.param


@pytest.fixture
def world(name, make_sqlite, tmp_path, clock, monkeypatch):
    folder = tmp_path / "way"
    folder.mkdir()
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite), channels=dict(WAYS[name].setting(folder)))
    stage = stages.open_stage(settings, clock=clock, relay=NoRelay(), direct_after=0)
    with opened(WAYS[name], stage, monkeypatch, folder) as made:
        made.name = name.value
        yield made
    stages.close(stage)


def taken(world, **changes):
    """Tells of one event; gives the ids of what this channel is to do about it."""
    intent = an_intent(world.stage.context.clock.now(), **{"kind": KIND, **changes})
    tell(world.stage, intent)
    world.stage.take_intent("tracker", intent.id)
    found = rows(world.stage, sa.select(delivery.c.id, delivery.c.channel).where(delivery.c.event_id == intent.id))
    return sorted(key for key, channel in found if channel == world.name)


def fates(world, ids):
    found = rows(world.stage, sa.select(delivery.c.state, delivery.c.reason).where(delivery.c.id.in_(ids)))
    return {(state, reason) for state, reason in found}


def went(world, ids):
    return {state for state, _reason in fates(world, ids)} <= {"sent", "delivered"}


def test_it_is_on_bears_its_own_name_and_has_words(world, name):
    channel = world.stage.context.channels[name.value]
    assert channel.name is name and channel.on
    assert channel_label(name)


def test_each_message_arrives_under_the_id_of_its_delivery(world):
    ids = taken(world)
    assert ids
    world.stage.deliver(*ids)
    assert sorted(world.arrived()) == ids and went(world, ids)
    assert all(world.arrived().values())


def test_after_a_crash_the_same_is_sent_again_and_does_not_show_twice(world, name):
    ids = taken(world)
    context = world.stage.context
    with context.database.read() as connection:
        one = find(connection, ids[0])
    assert one is not None
    checked = check_again(context, one, context.clock.now())
    assert isinstance(checked, Sendable)
    parcel = pack(context, one.id, checked.intent, checked.recipient)
    # Handed over, and the worker died before it could write so.
    first = context.channels[name.value].send(parcel)
    before = dict(world.arrived())
    world.stage.deliver(*ids)
    assert first.outcome in (Outcome.ACCEPTED, Outcome.RECEIVED) and list(before) == [ids[0]]
    assert sorted(world.arrived()) == ids and went(world, ids)
    assert world.arrived()[ids[0]] == before[ids[0]]


def test_a_way_that_is_broken_is_an_outcome_and_it_goes_out_later(world, clock):
    ids = taken(world)
    world.break_it()
    world.stage.deliver(*ids)
    assert {state for state, _reason in fates(world, ids)} <= {"retry_wait", "pending"} and not world.arrived()
    world.mend_it()
    clock.move(timedelta(hours=1))
    world.stage.deliver(*ids)
    assert sorted(world.arrived()) == ids and went(world, ids)


def test_a_title_that_was_written_to_do_harm_is_only_a_title(world):
    ids = taken(world, data={"application_title": HOSTILE, "source_name": "../../x"})
    world.stage.deliver(*ids)
    assert sorted(world.arrived()) == ids and went(world, ids)


def test_nobody_outside_the_audience_is_told(world):
    ids = taken(world, audience=Audience.PERSON, person_id=ANNA)
    to = rows(world.stage, sa.select(delivery.c.recipient_id).where(delivery.c.id.in_(ids)))
    assert {person for (person,) in to} <= {ANNA}


def test_a_hold_keeps_it_back(world, name):
    ids = taken(world)
    hold_id = holds.hold(world.stage.context, Extent(channel=name.value), "proef", None)
    world.stage.deliver(*ids)
    assert {state for state, _reason in fates(world, ids)} == {"held"} and not world.arrived()
    holds.release(world.stage.context, hold_id, None, None)
    world.stage.deliver(*ids)
    assert sorted(world.arrived()) == ids


def test_who_can_choose_it_can_do_without_it(world, name, clock):
    if name not in channels_to_choose(world.stage.context):
        pytest.skip("nobody chooses this one")
    no = {(ALL_PLACES, TOPIC_OF[KIND], name): Choice.OFF}
    with world.stage.context.database.transaction() as connection:
        storage.keep_choices(connection, ANNA, no, clock.now())
    ids = taken(world)
    world.stage.deliver(*ids)
    assert len(ids) == len(TEAM) and len(world.arrived()) == len(TEAM) - 1
    assert ("suppressed", "not_wished") in fates(world, ids)


def test_one_that_is_switched_off_plans_nothing_and_what_was_planned_says_why(world, name):
    planned = taken(world)
    context = world.stage.context
    off = copy.copy(context.channels[name.value])
    off.on = False
    world.stage.context = dataclasses.replace(context, channels={**context.channels, name.value: off})
    assert taken(world) == [] and name not in channels_to_choose(world.stage.context)
    world.stage.deliver(*planned)
    assert fates(world, planned) == {("suppressed", "channel_off")} and reason_label("channel_off")
    assert not world.arrived()


def test_a_setting_of_a_channel_that_there_is_not_stops_the_start(make_sqlite, tmp_path):
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite), channels={"pigeon": "/srv"})
    with pytest.raises(SettingsError, match="CHANNEL_PIGEON"):
        stages.open_stage(settings)
