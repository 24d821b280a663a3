"""Rows that were changed or removed behind the program's back: the check of every minute names them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.contracts.messages import MessageKind
from shared.notifier.door import Notifier
from shared.notifier.tables import delivery, taken_event
from tests.faults.stage import NOW, an_intent, take_and_deliver, tell, with_mail
from tests.shared.notifier.test_digests import Mail, tell_late

IS_DIGEST = delivery.c.kind == MessageKind.DIGEST.value
IS_TOLD = delivery.c.digest_id.is_not(None)


@pytest.fixture
def told_in_a_digest(sqlite_stage: Notifier, clock) -> Notifier:
    with_mail(sqlite_stage, Mail())
    intents = tell_late(sqlite_stage, 6)
    take_and_deliver(sqlite_stage, intents)
    clock.move(timedelta(seconds=61))
    take_and_deliver(sqlite_stage, intents)
    assert sqlite_stage.invariants().sound
    return sqlite_stage


@pytest.mark.parametrize(
    ("damage", "rule", "rows"),
    [
        (sa.update(delivery).where(IS_DIGEST).values(state="pending"), "told_without_digest", 18),
        (sa.update(delivery).where(IS_TOLD).values(state="gathered"), "gathered_without_digest", 18),
        (sa.update(delivery).where(IS_TOLD).values(state="gathered", digest_id=None), "gathered_without_digest", 18),
        (sa.update(delivery).where(IS_DIGEST).values(state="rotten"), "unknown_state", 3),
    ],
)
def test_a_digest_and_its_messages_that_disagree(told_in_a_digest, damage, rule, rows):
    with told_in_a_digest.context.database.transaction() as connection:
        connection.execute(damage)
    assert told_in_a_digest.invariants().broken[rule] == rows


@pytest.mark.parametrize(
    ("damage", "rule", "rows"),
    [
        (sa.delete(taken_event), "delivery_without_event", 6),
        (sa.delete(delivery), "attempt_without_delivery", 6),
    ],
)
def test_orphans(sqlite_stage, damage, rule, rows):
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    with sqlite_stage.context.database.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(str(damage.compile(connection)))
        driver.execute("PRAGMA foreign_keys=ON")
    assert sqlite_stage.invariants().broken[rule] == rows
    assert rule in sqlite_stage.readiness()["broken"]
