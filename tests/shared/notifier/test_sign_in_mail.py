"""The sign-in mail: made from the secret at the last moment, for an address that asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.access import sign_in
from shared.access.challenges import Purpose
from shared.access.sign_in import challenge_secrets
from shared.kernel.clock import SetClock
from shared.notifier.door import Notifier
from shared.notifier.tables import delivery, mailbox_message
from shared.outbox.relay import NoRelay
from shared.outbox.senders import Sender
from shared.outbox.writing import writing
from tests.faults.stage import NOW, rows, states, take_and_deliver, told


def ask(stage: Notifier, email: str) -> sign_in.Asked:
    with writing(stage.context.people, Sender.PEOPLE, NoRelay(), clock=SetClock(NOW)) as work:
        asked = sign_in.ask(
            work.connection,
            email=email,
            purpose=Purpose.SIGN_IN,
            browser="browser",
            client="127.0.0.1",
            next_path=None,
            secret=stage.context.settings.secret,
            now=NOW,
        )
        work.tell(asked.intent)
        if not asked.reaches_somebody:
            work.withdraw(subject=asked.intent.subject, reason="no_account")
    return asked


def test_the_mail_holds_the_code_and_a_link_that_work(stage):
    asked = ask(stage, "Anna@Example.org")
    take_and_deliver(stage, [asked.intent], sender=Sender.PEOPLE)
    token, code = challenge_secrets(stage.context.settings.secret, asked.challenge_id)
    ((address, text),) = rows(stage, sa.select(mailbox_message.c.recipient, mailbox_message.c.text))
    assert address == "anna@example.org" and f"Uw code is: {code}" in str(text)
    assert f"http://127.0.0.1:8000/sign-in/link/{asked.challenge_id}/{token}" in str(text)
    assert told(stage)[0] == []


def test_neither_code_nor_link_is_kept_anywhere_else(sqlite_stage):
    asked = ask(sqlite_stage, "anna@example.org")
    take_and_deliver(sqlite_stage, [asked.intent], sender=Sender.PEOPLE)
    token, code = challenge_secrets(sqlite_stage.context.settings.secret, asked.challenge_id)
    for database in (sqlite_stage.context.database, sqlite_stage.context.people):
        with database.read() as connection:
            for table in sa.inspect(connection).get_table_names():
                if table != "mailbox_message":
                    kept = str(connection.execute(sa.text(f"SELECT * FROM {table}")).all())
                    assert code not in kept and token not in kept, table


def test_an_address_that_nobody_has_gets_no_mail_and_raises_no_alarm(stage):
    asked = ask(stage, "nobody@example.org")
    take_and_deliver(stage, [asked.intent], sender=Sender.PEOPLE)
    assert told(stage) == ([], []) and states(stage) == []
    assert stage.invariants().sound


@pytest.mark.parametrize("minutes", [10, 60])
def test_a_code_that_is_over_is_not_sent(sqlite_stage, clock, minutes):
    asked = ask(sqlite_stage, "anna@example.org")
    clock.move(timedelta(minutes=minutes))
    take_and_deliver(sqlite_stage, [asked.intent], sender=Sender.PEOPLE)
    assert states(sqlite_stage) == ["expired"] and told(sqlite_stage) == ([], [])
    assert rows(sqlite_stage, sa.select(delivery.c.attempts)) == [(0,)]
