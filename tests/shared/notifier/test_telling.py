"""From an event to the people: everybody once by each channel, also when things are done twice or at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.access import tables as access
from shared.contracts.messages import Audience, MessageKind
from shared.kernel.ids import new_id
from shared.notifier.tables import delivery, delivery_attempt, inbox_message, mailbox_message
from shared.outbox import intents
from shared.outbox.relay import NoRelay
from shared.outbox.senders import Sender
from shared.outbox.writing import writing
from tests.faults.stage import (
    ANNA,
    BILAL,
    NOW,
    PLACE,
    TEAM,
    an_intent,
    everybody_once,
    later,
    rows,
    states,
    take_and_deliver,
    tell,
    told,
)


def test_a_team_hears_of_an_event_on_the_site_and_by_mail(stage):
    intent = an_intent(NOW)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert everybody_once(stage)
    assert states(stage) == ["delivered"] * 3 + ["sent"] * 3
    lines = stage.delivery_status(intent.subject)
    assert {(line.person_id, line.channel_text) for line in lines} == {
        (person, channel) for person in TEAM for channel in ("op deze site", "per mail")
    }
    assert {line.state_text for line in lines} == {"bezorgd", "verstuurd"}
    assert stage.invariants().sound


def test_doing_everything_again_tells_nobody_twice(stage):
    intent = an_intent(NOW)
    tell(stage, intent)
    for _ in range(2):
        take_and_deliver(stage, [intent])
    assert everybody_once(stage)


def test_taking_that_died_before_it_was_marked_is_done_again_without_doubles(stage):
    intent = an_intent(NOW)
    tell(stage, intent)
    stage.take_intent("tracker", intent.id)
    reopen = sa.text("UPDATE outbox_intent SET state = 'open'")
    with stage.context.senders["tracker"].transaction() as connection:
        connection.execute(reopen)
    take_and_deliver(stage, [intent])
    assert everybody_once(stage)


def test_many_at_once_tell_everybody_once(stage):
    many = [an_intent(NOW) for _ in range(5)]
    tell(stage, *many)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda intent: stage.take_intent("tracker", intent.id), many * 4))
        ids = [row[0] for row in rows(stage, sa.select(delivery.c.id))]
        assert len(ids) == 30
        list(pool.map(stage.deliver, ids * 4))
    assert everybody_once(stage, events=5)
    assert states(stage) == ["delivered"] * 15 + ["sent"] * 15
    assert {row[0] for row in rows(stage, sa.select(delivery.c.attempts))} == {1}


def test_eight_claiming_two_hundred_send_each_once(stage):
    rows_wanted = 200
    many = [an_intent(NOW, audience=Audience.PERSON, person_id=ANNA) for _ in range(rows_wanted // 2)]
    tell(stage, *many)
    for intent in many:
        stage.take_intent("tracker", intent.id)
    ids = [row[0] for row in rows(stage, sa.select(delivery.c.id))]
    assert len(ids) == rows_wanted
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(lambda: [stage.deliver(one) for one in ids]) for _ in range(8)]:
            done.result()
    inbox, mailed = told(stage)
    assert (len(inbox), len(mailed)) == (100, 100)
    assert len(rows(stage, sa.select(delivery_attempt.c.number))) == rows_wanted


def test_what_is_not_due_waits(stage, clock):
    intent = an_intent(later(60))
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert stage.sweep() == 0 and told(stage) == ([], [])
    clock.move(timedelta(seconds=61))
    stage.sweep()
    assert everybody_once(stage)


def test_the_sweep_alone_brings_everything_home(stage, clock):
    tell(stage, *[an_intent(NOW) for _ in range(3)])
    assert stage.sweep() == 0  # still on its way through the queue
    clock.move(timedelta(seconds=3))
    stage.sweep()
    clock.move(timedelta(seconds=3))
    stage.sweep()
    assert everybody_once(stage, events=3)
    assert stage.invariants().oldest_due_seconds == 0


def test_what_was_withdrawn_before_sending_is_not_sent_and_says_why(stage):
    moved, submitted = (an_intent(NOW, kind=MessageKind.DEADLINE_REMINDER) for _ in range(2))
    tell(stage, moved, submitted)
    for intent in (moved, submitted):
        stage.take_intent("tracker", intent.id)
    with writing(stage.context.senders["tracker"], Sender.TRACKER, NoRelay()) as work:
        work.withdraw(subject=moved.subject, reason="deadline_moved")
        work.withdraw(subject=submitted.subject, reason="already_submitted")
    take_and_deliver(stage, [])
    assert told(stage) == ([], [])
    assert states(stage) == ["superseded"] * 6 + ["suppressed"] * 6
    line = stage.delivery_status(submitted.subject)[0]
    assert (line.state_text, line.reason_text) == ("niet verstuurd", "De aanvraag was al ingediend.")


def test_what_is_of_no_use_any_more_expires(stage, clock):
    intent = an_intent(NOW, useful_until=later(10))
    tell(stage, intent)
    clock.move(timedelta(seconds=11))
    take_and_deliver(stage, [intent])
    assert states(stage) == ["expired"] * 6
    assert told(stage) == ([], [])


def test_who_left_the_place_meanwhile_hears_nothing(stage):
    intent = an_intent(NOW)
    tell(stage, intent)
    stage.take_intent("tracker", intent.id)
    with stage.context.people.transaction() as connection:
        left = sa.update(access.membership).where(access.membership.c.person_id == BILAL).values(ended_at=NOW)
        connection.execute(left)
    take_and_deliver(stage, [])
    inbox, mailed = told(stage)
    assert BILAL not in inbox and len(inbox) == 2
    assert mailed == ["anna@example.org", "carla@example.org"]
    assert states(stage).count("suppressed") == 2


def test_an_event_for_one_person_of_a_place_reaches_only_them(stage):
    intent = an_intent(NOW, audience=Audience.PERSON, person_id=ANNA)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert told(stage) == ([ANNA], ["anna@example.org"])


def test_an_important_event_that_nobody_hears_is_an_alarm(stage):
    intent = an_intent(NOW, kind=MessageKind.DECISION_RECORDED, place_id=new_id())
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert stage.invariants().broken["important_without_recipient"] == 1


def test_an_intent_of_a_newer_version_is_parked_and_counted(stage):
    intent = an_intent(NOW, version=2)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert stage.invariants().parked == 1
    with stage.context.senders["tracker"].read() as connection:
        assert intents.counts(connection) == {intents.PARKED: 1}


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (sa.delete(delivery_attempt), "sent_without_attempt"),
        (sa.delete(delivery), "event_without_delivery"),
        (sa.update(delivery).values(state="pending", changed_at=later(-999)), "overdue"),
    ],
)
def test_damaged_rows_are_noticed(sqlite_stage, damage, rule):
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    assert sqlite_stage.invariants().sound
    with sqlite_stage.context.database.transaction() as connection:
        if damage.table is delivery and damage.is_delete:
            connection.execute(sa.delete(delivery_attempt))
        connection.execute(damage)
    assert sqlite_stage.invariants().broken[rule] > 0


def test_an_inbox_is_its_owners_alone(sqlite_stage):
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    message = sqlite_stage.inbox(ANNA)[0]
    assert message.title == "Aanvraag begonnen: Nieuwe keuken"
    assert message.place_id == PLACE and message.unread
    sqlite_stage.mark_read(BILAL, message.id)
    assert sqlite_stage.unread_count(ANNA) == 1
    sqlite_stage.mark_read(ANNA, message.id)
    assert (sqlite_stage.unread_count(ANNA), sqlite_stage.unread_count(BILAL)) == (0, 1)


def test_mails_carry_their_deliverys_id(sqlite_stage):
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    mails = rows(sqlite_stage, sa.select(mailbox_message.c.id, mailbox_message.c.message_id))
    assert len(mails) == 3
    assert all(message_id == f"<{mail_id}@steunstromen.example>" for mail_id, message_id in mails)
    assert not {row[0] for row in mails} & {row[0] for row in rows(sqlite_stage, sa.select(inbox_message.c.id))}
