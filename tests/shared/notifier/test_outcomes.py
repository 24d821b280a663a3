"""What follows on each answer of a channel, and on none."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.contracts.messages import Audience, MessageKind
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.notifier import deliveries, handing_over
from shared.notifier.channels.base import Outcome, Parcel, Result
from shared.notifier.door import Notifier
from shared.notifier.states import State
from shared.notifier.tables import delivery, delivery_attempt
from shared.outbox import faults
from tests.faults.stage import ANNA, NOW, an_intent, rows, tell, with_mail
from tests.shared.notifier.mail_doubles import NoServer


class Mail(NoServer):
    """A mail channel that answers as it was told, and counts."""

    def __init__(self, *answers: Outcome | Exception) -> None:
        self.answers = list(answers)
        self.sent: list[str] = []

    def send(self, parcel: Parcel) -> Result:
        self.sent.append(parcel.delivery_id)
        answer = self.answers.pop(0) if self.answers else Outcome.ACCEPTED
        if isinstance(answer, Exception):
            raise answer
        return Result(answer, "said")


IMPORTANT = MessageKind.DECISION_RECORDED
ORDINARY = MessageKind.APPLICATION_STARTED


def told(stage: Notifier, mail: Mail, kind: MessageKind = IMPORTANT) -> str:
    """Tells Anna of one event, with this mail channel; gives the mail's delivery, tried once."""
    with_mail(stage, mail)
    intent = an_intent(NOW, kind=kind, audience=Audience.PERSON, person_id=ANNA)
    tell(stage, intent)
    stage.take_intent("tracker", intent.id)
    one = the_mail(stage)
    stage.deliver(one)
    return one


def the_mail(stage: Notifier) -> str:
    (found,) = rows(stage, sa.select(delivery.c.id).where(delivery.c.channel == "mail"))
    return str(found[0])


def state(stage: Notifier, delivery_id: str) -> State:
    with stage.context.database.read() as connection:
        found = deliveries.find(connection, delivery_id)
    assert found is not None
    return found.state


def test_a_busy_server_is_tried_again_and_gets_it_once(stage, clock):
    mail = Mail(Outcome.FAILED_FOR_NOW)
    one = told(stage, mail)
    assert state(stage, one) is State.RETRY_WAIT
    stage.deliver(one)
    assert len(mail.sent) == 1  # not before its time
    clock.move(timedelta(seconds=37))
    stage.deliver(one)
    assert state(stage, one) is State.SENT and mail.sent == [one, one]
    outcomes = rows(stage, sa.select(delivery_attempt.c.outcome).order_by(delivery_attempt.c.number))
    assert outcomes == [("fail_for_now",), ("accept",)]


def test_a_refusal_for_good_is_not_tried_again(sqlite_stage, clock):
    mail = Mail(Outcome.FAILED_FOR_GOOD)
    one = told(sqlite_stage, mail)
    clock.move(timedelta(days=1))
    sqlite_stage.sweep()
    assert state(sqlite_stage, one) is State.FAILED_PERMANENT and mail.sent == [one]


def test_no_answer_is_asked_once_more_after_a_quarter_when_much_hangs_on_it(sqlite_stage, clock):
    mail = Mail(Outcome.NO_ANSWER, Outcome.NO_ANSWER)
    one = told(sqlite_stage, mail)
    assert state(sqlite_stage, one) is State.UNCERTAIN
    clock.move(timedelta(minutes=14))
    sqlite_stage.deliver(one)
    assert mail.sent == [one]
    clock.move(timedelta(minutes=2))
    sqlite_stage.deliver(one)
    assert state(sqlite_stage, one) is State.UNCERTAIN and mail.sent == [one, one]
    clock.move(timedelta(minutes=16))
    sqlite_stage.deliver(one)
    assert state(sqlite_stage, one) is State.CLOSED_UNCERTAIN and mail.sent == [one, one]


def test_no_answer_on_an_ordinary_message_is_left_at_that(sqlite_stage, clock):
    mail = Mail(Outcome.NO_ANSWER)
    one = told(sqlite_stage, mail, ORDINARY)
    clock.move(timedelta(minutes=16))
    sqlite_stage.deliver(one)
    assert state(sqlite_stage, one) is State.CLOSED_UNCERTAIN and mail.sent == [one]


def test_what_fails_too_often_is_given_up_until_a_person_asks_again(sqlite_stage, clock):
    mail = Mail(*[Outcome.FAILED_FOR_NOW] * 8)
    one = told(sqlite_stage, mail, ORDINARY)
    for _ in range(9):
        clock.move(timedelta(hours=5))
        sqlite_stage.deliver(one)
    assert state(sqlite_stage, one) is State.DEAD and len(mail.sent) == 8
    assert sqlite_stage.invariants().dead == 1
    sqlite_stage.retry(one)
    sqlite_stage.deliver(one)
    assert state(sqlite_stage, one) is State.SENT
    with pytest.raises(NotAllowedNow) as refused:
        sqlite_stage.retry(one)
    assert "retry" not in refused.value.allowed
    with pytest.raises(NotFound):
        sqlite_stage.retry("nothing")


def test_a_message_that_breaks_its_channel_is_tried_later_and_stops_nobody(sqlite_stage):
    one = told(sqlite_stage, Mail(RuntimeError("broken")))
    assert state(sqlite_stage, one) is State.RETRY_WAIT


def test_a_lease_that_is_over_lets_another_worker_send(stage, monkeypatch):
    mail = Mail()
    one = told_but_lost(stage, mail, monkeypatch)
    stage.deliver(one)
    assert state(stage, one) is State.SENDING  # somebody may still be at it
    let_lease_end(stage)
    stage.deliver(one)
    assert state(stage, one) is State.SENT and mail.sent == [one]


def test_a_worker_that_comes_back_too_late_changes_nothing(stage, monkeypatch):
    mail = Mail()
    one = told_but_lost(stage, mail, monkeypatch)
    with stage.context.database.read() as connection:
        overtaken = deliveries.find(connection, one)
    assert overtaken is not None
    let_lease_end(stage)
    stage.deliver(one)
    with stage.context.database.transaction() as connection:
        handing_over.record(connection, stage.context, overtaken, Result(Outcome.FAILED_FOR_GOOD))
    assert state(stage, one) is State.SENT


def test_a_message_that_kills_its_workers_is_given_up_after_five(sqlite_stage, monkeypatch):
    one = told_but_lost(sqlite_stage, Mail(), monkeypatch)
    for _ in range(4):
        let_lease_end(sqlite_stage)
        with pytest.raises(Killed):
            deliver_and_die(sqlite_stage, one, monkeypatch)
    let_lease_end(sqlite_stage)
    sqlite_stage.deliver(one)
    assert state(sqlite_stage, one) is State.DEAD
    assert rows(sqlite_stage, sa.select(delivery.c.reason, delivery.c.attempts).where(delivery.c.id == one)) == [
        ("worker_lost", 5)
    ]


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs."""


def deliver_and_die(stage: Notifier, one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(faults, "point", die)
        stage.deliver(one)


def die(_point: str) -> None:
    raise Killed


def told_but_lost(stage: Notifier, mail: Mail, monkeypatch: pytest.MonkeyPatch) -> str:
    """The delivery whose first worker died right after its claim."""
    with monkeypatch.context() as patch:
        patch.setattr(faults, "point", lambda name: die(name) if name == "after_claim" else None)
        with pytest.raises(Killed):
            told(stage, mail)
    return the_mail(stage)


def let_lease_end(stage: Notifier) -> None:
    with stage.context.database.transaction() as connection:
        connection.execute(sa.update(delivery).values(lease_until=NOW - timedelta(days=999)))
