"""A great many at once: every row keeps the promises that it has when it is alone."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, cast

import pytest
import sqlalchemy as sa

from shared.contracts.messages import MessageKind
from shared.notifier import checking, delivering_many, door, taking
from shared.notifier.channels.base import Outcome
from shared.notifier.channels.inbox import InboxChannel
from shared.notifier.delivering_many import deliver_many
from shared.notifier.door import Notifier
from shared.notifier.planning import make_plans
from shared.notifier.tables import delivery, delivery_attempt, inbox_message
from shared.outbox import faults
from shared.outbox.intents import withdraw
from tests.faults.stage import NOW, TEAM, an_intent, everybody_once, rows, states, tell, told, with_mail
from tests.shared.notifier.test_digests import Mail

ALL = 12
TOLD = ["delivered"] * 3 + ["sent"] * 3


class Died(Exception):
    pass


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch):
    # On a machine that is busy with other tests too, no job may end before its rows do.
    monkeypatch.setattr(door, "JOB_SECONDS", 600.0)


def taken(stage: Notifier, number: int = ALL, **changes: object) -> list[str]:
    """So many events, taken in one go; the ids of all their deliveries."""
    intents = [an_intent(NOW, **changes) for _ in range(number)]
    tell(stage, *intents)
    stage.take_intent("tracker", *(intent.id for intent in intents))
    return ids(stage)


def ids(stage: Notifier) -> list[str]:
    return [str(row[0]) for row in rows(stage, sa.select(delivery.c.id).order_by(delivery.c.id))]


def test_everybody_hears_of_everything_once(stage):
    stage.deliver(*taken(stage))
    assert everybody_once(stage, events=ALL)
    assert states(stage) == sorted(TOLD * ALL)
    tries = rows(stage, sa.select(delivery_attempt.c.number, delivery_attempt.c.outcome).distinct())
    assert tries == [(1, "accept")]
    assert stage.invariants().sound


def test_two_workers_with_the_same_rows_make_each_once(stage):
    intents = [an_intent(NOW) for _ in range(ALL)]
    tell(stage, *intents)
    events = [intent.id for intent in intents]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda part: stage.take_intent("tracker", *part), (events, events[::-1], events[5:], events)))
        made = ids(stage)
        list(pool.map(lambda part: stage.deliver(*part), (made, made[::-1], made[20:] + made[:20], made)))
    stage.deliver(*made)
    assert everybody_once(stage, events=ALL) and states(stage) == sorted(TOLD * ALL)
    assert stage.invariants().sound


@pytest.mark.parametrize("where", ["after_claim", "after_send"])
def test_a_crash_among_many_loses_none_and_doubles_none(stage, clock, monkeypatch, where):
    mail = Mail()
    with_mail(stage, mail)
    made, passed = taken(stage), []

    def die(point: str) -> None:
        passed.append(point)
        if passed.count(where) == ALL:
            raise Died

    with monkeypatch.context() as patched:
        patched.setattr(faults, "point", die)
        with pytest.raises(Died):
            stage.deliver(*made)
    with stage.context.database.transaction() as connection:
        connection.execute(sa.update(delivery).where(delivery.c.state == "sending").values(lease_until=NOW))
    clock.move(timedelta(seconds=61))
    stage.deliver(*made)
    sent = [parcel.delivery_id for parcel in mail.parcels]
    assert len(set(sent)) == len(sent) == 3 * ALL
    assert told(stage)[0] == sorted([*TEAM] * ALL) and states(stage) == sorted(TOLD * ALL)


def test_a_crash_while_many_are_kept_keeps_none_and_all_are_tried_again(stage, clock, monkeypatch):
    made = taken(stage)
    inbox = [one for one in made if one in channel_ids(stage, "inbox")]
    with monkeypatch.context() as patched:
        patched.setattr(faults, "point", lambda point: die_at(point, "after_claim"))
        with pytest.raises(Died):
            stage.deliver(*inbox)
    assert states(stage).count("sending") == 3 * ALL and rows(stage, sa.select(inbox_message.c.id)) == []
    with stage.context.database.transaction() as connection:
        connection.execute(sa.update(delivery).where(delivery.c.state == "sending").values(lease_until=NOW))
    stage.deliver(*made)
    assert everybody_once(stage, events=ALL) and stage.invariants().sound


def test_one_that_can_not_be_kept_keeps_no_other_back(sqlite_stage, monkeypatch):
    made = taken(sqlite_stage, 4)
    bad, keep = channel_ids(sqlite_stage, "inbox")[5], InboxChannel.keep

    def fail_for_one(self, connection, parcels):
        if any(parcel.delivery_id == bad for parcel in parcels):
            raise ValueError("unusable")
        keep(self, connection, parcels)

    monkeypatch.setattr(InboxChannel, "keep", fail_for_one)
    sqlite_stage.deliver(*made)
    found: dict[Any, Any] = dict(cast("Any", rows(sqlite_stage, sa.select(delivery.c.id, delivery.c.state))))
    assert found.pop(bad) == "retry_wait"
    assert sorted(found.values()) == ["delivered"] * 11 + ["sent"] * 12


def test_one_that_can_not_be_looked_at_keeps_no_other_back(sqlite_stage, monkeypatch):
    made = taken(sqlite_stage, 2)
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    look = checking.check_many

    def fail(context, wanted, now):
        if len(wanted) > 1:
            raise ValueError("unreadable")
        return look(context, wanted, now)

    monkeypatch.setattr(delivering_many, "check_many", fail)
    sqlite_stage.deliver(*made)
    assert everybody_once(sqlite_stage, events=2)


def test_one_that_can_not_be_read_keeps_no_other_back(sqlite_stage):
    made = taken(sqlite_stage, 2)
    with sqlite_stage.context.database.transaction() as connection:
        connection.execute(sa.update(delivery).where(delivery.c.id == made[0]).values(state="rotten"))
    sqlite_stage.deliver(*made)
    assert states(sqlite_stage).count("rotten") == 1
    assert states(sqlite_stage).count("delivered") + states(sqlite_stage).count("sent") == 11
    assert sqlite_stage.invariants().broken["unknown_state"] == 1


def test_each_is_looked_at_once_more(sqlite_stage):
    gone = an_intent(NOW)
    tell(sqlite_stage, gone)
    sqlite_stage.take_intent("tracker", gone.id)
    made = taken(sqlite_stage, 3)
    with sqlite_stage.context.senders["tracker"].transaction() as connection:
        withdraw(connection, NOW, subject=gone.subject, kind=None, occurrence=None, reason="deadline_moved")
    sqlite_stage.deliver(*made)
    assert everybody_once(sqlite_stage, events=3)
    assert states(sqlite_stage).count("superseded") == 6


def test_what_is_withdrawn_while_others_are_sent_does_not_go_out(sqlite_stage, monkeypatch):
    first, second = an_intent(NOW), an_intent(NOW)
    tell(sqlite_stage, first, second)
    monkeypatch.setattr(delivering_many, "FRESH_SECONDS", 0.0)

    class Slow(Mail):
        def send(self, parcel):
            with sqlite_stage.context.senders["tracker"].transaction() as connection:
                for one in (first, second):
                    if one.id != parcel.intent.id:
                        withdraw(connection, NOW, subject=one.subject, kind=None, occurrence=None, reason="gone")
            return super().send(parcel)

    mail = Slow()
    with_mail(sqlite_stage, mail)
    sqlite_stage.take_intent("tracker", first.id, second.id)
    sqlite_stage.deliver(*ids(sqlite_stage))
    assert len({parcel.intent.id for parcel in mail.parcels}) == 1


def test_a_job_stops_in_time_and_leaves_the_rest(sqlite_stage):
    made = taken(sqlite_stage, 3)
    assert sorted(deliver_many(sqlite_stage.context, made, time.monotonic() - 1)) == made
    assert states(sqlite_stage) == ["pending"] * 18
    assert deliver_many(sqlite_stage.context, made, time.monotonic() + 20) == []
    assert everybody_once(sqlite_stage, events=3)


def test_a_failed_mail_is_tried_again_by_itself(sqlite_stage, clock):
    mail = Mail(Outcome.FAILED_FOR_NOW)
    with_mail(sqlite_stage, mail)
    made = taken(sqlite_stage, 2)
    sqlite_stage.deliver(*made)
    assert states(sqlite_stage) == ["delivered"] * 6 + ["retry_wait"] + ["sent"] * 5
    clock.move(timedelta(minutes=2))
    sqlite_stage.deliver(*made)
    assert len(mail.parcels) == 7 and states(sqlite_stage) == ["delivered"] * 6 + ["sent"] * 6


def test_an_event_that_can_not_be_taken_keeps_no_other_back(sqlite_stage, monkeypatch):
    intents = [an_intent(NOW) for _ in range(3)]
    tell(sqlite_stage, *intents)

    def fail_for_one(context, wanted, now):
        if intents[1] in wanted:
            raise ValueError("unreadable")
        return make_plans(context, wanted, now)

    with monkeypatch.context() as patched:
        patched.setattr(taking, "make_plans", fail_for_one)
        sqlite_stage.take_intent("tracker", *(intent.id for intent in intents))
    assert len(ids(sqlite_stage)) == 12
    sqlite_stage.take_intent("tracker", *(intent.id for intent in intents))
    assert len(ids(sqlite_stage)) == 18


def test_a_flood_within_one_range_does_not_flood_a_person(sqlite_stage, clock):
    mail = Mail()
    with_mail(sqlite_stage, mail)
    made = taken(sqlite_stage, 12, kind=MessageKind.DEADLINE_REMINDER)
    sqlite_stage.deliver(*made)
    assert len(mail.parcels) == 3 * 5
    clock.move(timedelta(seconds=61))
    sqlite_stage.deliver(*made)
    assert [parcel.letter.subject for parcel in mail.parcels[15:]] == ["7 berichten voor u"] * 3
    assert sqlite_stage.invariants().sound


def channel_ids(stage: Notifier, channel: str) -> list[str]:
    found = rows(stage, sa.select(delivery.c.id).where(delivery.c.channel == channel).order_by(delivery.c.id))
    return [str(row[0]) for row in found]


def die_at(point: str, where: str) -> None:
    if point == where:
        raise Died
