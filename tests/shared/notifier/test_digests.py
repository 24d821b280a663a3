"""Several messages that go out as one: nothing is lost in it, told twice by it, or told when it no longer holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.contracts.messages import MessageKind
from shared.notifier import deliveries
from shared.notifier.channels.base import Outcome, Parcel, Result
from shared.notifier.digests.batches import MOST_ALONE, catch_up
from shared.notifier.door import Notifier
from shared.notifier.holds import sent_log
from shared.notifier.states import Event, State
from shared.notifier.tables import delivery
from shared.outbox import faults
from shared.outbox.intents import withdraw
from tests.faults.stage import NOW, TEAM, an_intent, later, rows, take_and_deliver, tell, told, with_mail
from tests.shared.notifier.mail_doubles import NoServer

LATE = NOW - timedelta(hours=2)


class Mail(NoServer):
    """A mail channel that keeps what it was given and answers as it was told."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = list(answers)
        self.parcels: list[Parcel] = []

    def send(self, parcel: Parcel) -> Result:
        self.parcels.append(parcel)
        return Result(self.answers.pop(0) if self.answers else Outcome.ACCEPTED, "said")


def tell_late(stage: Notifier, number: int) -> list:
    intents = [an_intent(LATE, data={"application_title": f"Plan {index}"}) for index in range(number)]
    tell(stage, *intents)
    return intents


def of_mail(stage: Notifier, *columns: sa.Column) -> list[tuple]:
    return rows(stage, sa.select(*columns).where(delivery.c.channel == "mail"))


def test_what_comes_late_and_is_much_becomes_one_mail(stage, clock):
    mail = Mail()
    with_mail(stage, mail)
    intents = tell_late(stage, 6)
    take_and_deliver(stage, intents)
    assert mail.parcels == [] and told(stage)[0] == sorted([*TEAM] * 6)
    clock.move(timedelta(seconds=61))
    for _ in range(2):
        take_and_deliver(stage, intents)
    assert len(mail.parcels) == 3 and {parcel.recipient.id for parcel in mail.parcels} == set(TEAM)
    written = mail.parcels[0].letter
    assert written.subject == "6 berichten voor u"
    assert all(f"Plan {index}" in written.text and f"Plan {index}" in written.html for index in range(6))
    assert {row[0] for row in of_mail(stage, delivery.c.state)} == {"sent"}
    assert stage.invariants().sound


def test_a_few_late_ones_go_out_one_by_one(sqlite_stage, clock):
    mail = Mail()
    with_mail(sqlite_stage, mail)
    intents = tell_late(sqlite_stage, MOST_ALONE)
    take_and_deliver(sqlite_stage, intents)
    clock.move(timedelta(seconds=61))
    take_and_deliver(sqlite_stage, intents)
    assert len(mail.parcels) == 3 * MOST_ALONE
    assert {parcel.intent.kind for parcel in mail.parcels} == {MessageKind.APPLICATION_STARTED}


def test_many_at_once_make_one_digest_for_each(stage, clock):
    mail = Mail()
    with_mail(stage, mail)
    intents = tell_late(stage, 8)
    for intent in intents:
        stage.take_intent("tracker", intent.id)
    clock.move(timedelta(seconds=61))
    ids = [row[0] for row in of_mail(stage, delivery.c.id)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(stage.deliver, ids * 3))
    assert len(mail.parcels) == 3
    assert stage.invariants().sound


def test_what_no_longer_holds_is_left_out_and_says_why(sqlite_stage, clock):
    mail = Mail()
    with_mail(sqlite_stage, mail)
    intents = tell_late(sqlite_stage, 6)
    for intent in intents:
        sqlite_stage.take_intent("tracker", intent.id)
    withdraw_one(sqlite_stage, intents[2].subject)
    clock.move(timedelta(seconds=61))
    take_and_deliver(sqlite_stage, intents)
    assert len(mail.parcels) == 3
    assert "Plan 2" not in mail.parcels[0].letter.text and "Plan 3" in mail.parcels[0].letter.text
    assert of_mail(sqlite_stage, delivery.c.state).count(("superseded",)) == 3


def test_a_digest_with_nothing_left_is_not_sent(sqlite_stage, clock, monkeypatch):
    mail = Mail()
    with_mail(sqlite_stage, mail)
    intents = tell_late(sqlite_stage, 6)
    die_once_at(sqlite_stage, intents, clock, monkeypatch, "after_gather")
    for intent in intents:
        withdraw_one(sqlite_stage, intent.subject)
    deliver_all(sqlite_stage, clock)
    assert mail.parcels == []
    assert {row[0] for row in of_mail(sqlite_stage, delivery.c.state)} <= {"superseded", "suppressed"}


@pytest.mark.parametrize("point", ["after_gather", "after_claim", "after_send"])
def test_a_worker_that_dies_loses_none_of_it(stage, clock, monkeypatch, point):
    mail = Mail()
    with_mail(stage, mail)
    intents = tell_late(stage, 7)
    die_once_at(stage, intents, clock, monkeypatch, point)
    take_and_deliver(stage, tell_late(stage, 1))
    deliver_all(stage, clock)
    sent = {parcel.delivery_id: parcel for parcel in mail.parcels}
    assert len(mail.parcels) == len(sent)
    for person in TEAM:
        texts = "".join(parcel.letter.text for parcel in sent.values() if parcel.recipient.id == person)
        assert [texts.count(f"Plan {index}") for index in range(7)] == [2] + [1] * 6, texts
    assert {row[0] for row in of_mail(stage, delivery.c.state)} == {"sent"}
    assert stage.invariants().sound


def test_what_may_have_arrived_by_itself_never_comes_again_in_a_digest(stage, clock, monkeypatch):
    mail = Mail()
    with_mail(stage, mail)
    die_once_at(stage, tell_late(stage, 1), clock, monkeypatch, "after_send")
    forget_what_was_sent(stage)
    take_and_deliver(stage, tell_late(stage, 6))
    deliver_all(stage, clock)
    sent = {parcel.delivery_id: parcel for parcel in mail.parcels}
    assert len(mail.parcels) - len(sent) == 1
    for person in TEAM:
        texts = "".join(parcel.letter.text for parcel in sent.values() if parcel.recipient.id == person)
        assert [texts.count(f"Plan {index}") for index in range(6)] == [2] + [1] * 5, texts
    assert {row[0] for row in of_mail(stage, delivery.c.state)} == {"sent"}


def test_what_comes_of_a_digest_comes_of_all_in_it(sqlite_stage, clock):
    with_mail(sqlite_stage, Mail(*[Outcome.FAILED_FOR_GOOD] * 3))
    intents = tell_late(sqlite_stage, 6)
    take_and_deliver(sqlite_stage, intents)
    clock.move(timedelta(seconds=61))
    take_and_deliver(sqlite_stage, intents)
    assert {row[0] for row in of_mail(sqlite_stage, delivery.c.state)} == {"failed_permanent"}


def test_what_was_left_out_of_a_digest_has_no_part_in_what_comes_of_it(sqlite_stage, clock, monkeypatch):
    with_mail(sqlite_stage, Mail())
    die_once_at(sqlite_stage, tell_late(sqlite_stage, 7), clock, monkeypatch, "after_gather")
    (left_out,) = rows(sqlite_stage, sa.select(delivery.c.id).where(delivery.c.state == "gathered").limit(1))[0]
    take_a_step(sqlite_stage, left_out, Event.LET_GO, clock)
    deliver_all(sqlite_stage, clock)
    for (digest,) in rows(sqlite_stage, sa.select(delivery.c.id).where(delivery.c.kind == "digest")):
        take_a_step(sqlite_stage, digest, Event.BOUNCE, clock)
    found = of_mail(sqlite_stage, delivery.c.id, delivery.c.state)
    assert {one: state for one, state in found if state != "bounced"} == {left_out: "sent"}


def take_a_step(stage: Notifier, delivery_id: object, event: Event, clock) -> None:
    with stage.context.database.transaction() as connection:
        one = deliveries.find(connection, str(delivery_id))
        assert one and deliveries.move(connection, one, event, clock.now(), next_at=clock.now())


def test_reminders_that_fall_due_together_do_not_flood_a_person(sqlite_stage, clock):
    mail = Mail()
    with_mail(sqlite_stage, mail)
    intents = [an_intent(NOW, kind=MessageKind.DEADLINE_REMINDER) for _ in range(12)]
    tell(sqlite_stage, *intents)
    take_and_deliver(sqlite_stage, intents)
    assert len(mail.parcels) == 3 * MOST_ALONE
    clock.move(timedelta(seconds=61))
    take_and_deliver(sqlite_stage, intents)
    assert len(mail.parcels) == 3 * MOST_ALONE + 3
    assert mail.parcels[-1].letter.subject == "7 berichten voor u"


def test_a_code_to_sign_in_never_waits():
    sign_in = an_intent(LATE, kind=MessageKind.SIGN_IN)
    assert catch_up(sign_in, told_just_now=99, now=NOW) is None


def withdraw_one(stage: Notifier, subject: str) -> None:
    with stage.context.senders["tracker"].transaction() as connection:
        withdraw(connection, later(1), subject=subject, kind=None, occurrence=None, reason="deadline_moved")


def die_once_at(stage, intents, clock, monkeypatch, where: str) -> None:
    """Lets the first worker that comes to this point die there, for good."""

    class Died(Exception):
        pass

    def die(point: str) -> None:
        if point == where:
            raise Died

    for intent in intents:
        stage.take_intent("tracker", intent.id)
    clock.move(timedelta(seconds=61))
    first = of_mail(stage, delivery.c.id)[0][0]
    with monkeypatch.context() as patched:
        patched.setattr(faults, "point", die)
        with pytest.raises(Died):
            stage.deliver(str(first))


def forget_what_was_sent(stage: Notifier) -> None:
    """As when the whole machine went away before its disk had the line."""
    for file in (stage.context.settings.data_dir / sent_log.FOLDER).iterdir():
        file.unlink()


def deliver_all(stage: Notifier, clock) -> None:
    """What the ticker has done until nothing is due: leases end at once."""
    for _ in range(4):
        with stage.context.database.transaction() as connection:
            connection.execute(
                sa.update(delivery).where(delivery.c.state == State.SENDING.value).values(lease_until=LATE)
            )
        take_and_deliver(stage, [])
        clock.move(timedelta(seconds=61))
