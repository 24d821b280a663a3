"""What is old goes, what still wants a person stays, and nothing that went is ever told again."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from shared.notifier import keeping
from shared.notifier.forgetting import forget_old
from shared.notifier.states import State
from shared.notifier.tables import delivery, delivery_attempt, inbox_message
from shared.notifier.unparking import look_again
from shared.outbox import intents
from shared.outbox.tables import outbox
from tests.faults.stage import NOW, an_intent, everybody_once, rows, take_and_deliver, tell, told


def count(stage, table) -> int:
    with stage.context.database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_messages_of_two_years_ago_are_forgotten_in_batches_and_not_told_again(stage, clock, monkeypatch):
    monkeypatch.setattr(keeping, "AT_ONCE", 4)
    old = an_intent(NOW)
    tell(stage, old)
    take_and_deliver(stage, [old])
    assert everybody_once(stage)
    clock.move(timedelta(days=700))
    fresh = an_intent(clock.now())
    tell(stage, fresh)
    take_and_deliver(stage, [fresh])
    assert keeping.forget_messages(stage.context) == 3 + 3  # the texts in the inbox and in the mailbox
    clock.move(timedelta(days=40))
    assert keeping.forget_messages(stage.context) == 6 + 1  # the deliveries and their event
    assert {str(row[0]) for row in rows(stage, sa.select(delivery.c.event_id))} == {fresh.id}
    assert count(stage, delivery_attempt) == 6 and count(stage, inbox_message) == 3
    assert stage.invariants().sound
    with stage.context.senders["tracker"].transaction() as connection:
        connection.execute(sa.update(outbox).where(outbox.c.id == old.id).values(state=intents.OPEN))
    take_and_deliver(stage, [old])
    assert len(told(stage)[0]) == 3 and keeping.forget_messages(stage.context) == 0


def test_what_was_given_up_stays_until_somebody_closes_it(sqlite_stage, clock):
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    with sqlite_stage.context.database.transaction() as connection:
        connection.execute(sa.update(delivery).values(state=State.DEAD.value))
    clock.move(timedelta(days=900))
    forget_old(sqlite_stage.context)
    assert count(sqlite_stage, delivery) == 6 and count(sqlite_stage, inbox_message) == 0


def test_what_was_parked_is_told_once_by_a_program_that_can_read_it(sqlite_stage, clock):
    intent = an_intent(NOW, version=2)
    tell(sqlite_stage, intent)
    sqlite_stage.take_intent("tracker", intent.id)
    assert look_again(sqlite_stage.context) == 0 and sqlite_stage.invariants().parked == 1
    with sqlite_stage.context.senders["tracker"].transaction() as connection:
        connection.execute(sa.update(outbox).values(version=1))  # as a newer program reads it
    assert look_again(sqlite_stage.context) == 1 and look_again(sqlite_stage.context) == 0
    take_and_deliver(sqlite_stage, [intent])
    assert everybody_once(sqlite_stage) and sqlite_stage.invariants().parked == 0
