"""An intent lives and dies with the change it tells of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.clock import SetClock
from shared.kernel.ids import new_id
from shared.outbox import intents
from shared.outbox.relay import NoRelay
from shared.outbox.tables import define
from shared.outbox.writing import writing
from shared.plumbing.database import Database, new_metadata

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class ListRelay(NoRelay):
    def __init__(self) -> None:
        self.offered: list[tuple[str, list[str]]] = []

    def offer(self, sender, intent_ids, *, first=False):
        self.offered.append((sender, list(intent_ids)))
        return True


@pytest.fixture
def database(database_url):
    database = Database(database_url)
    metadata = new_metadata()
    define(metadata)
    with database.transaction() as connection:
        metadata.create_all(connection)
    yield database
    database.dispose()


def intent(**changes) -> Intent:
    values = {
        "id": new_id(),
        "kind": MessageKind.APPLICATION_STARTED,
        "subject": "application:1",
        "audience": Audience.PLACE_TEAM,
        "due_at": NOW,
        "place_id": new_id(),
        "data": {"application_title": "Keuken € 4.000"},
    }
    return Intent(**{**values, **changes})


def found(database: Database, intent_id: str) -> Any:
    with database.read() as connection:
        return intents.find_many(connection, [intent_id]).get(intent_id)


def test_what_was_told_is_kept_whole_and_offered_after_the_commit(database):
    relay, told = ListRelay(), intent(useful_until=NOW + timedelta(days=3), occurrence="v1/14")
    with writing(database, "tracker", relay, clock=SetClock(NOW)) as work:
        work.tell(told)
        assert relay.offered == []
    assert relay.offered == [("tracker", [told.id])]
    assert found(database, told.id) == intents.KeptIntent(told, intents.OPEN, None)


def test_what_is_due_later_is_kept_but_not_offered_yet(database):
    relay, later = ListRelay(), intent(due_at=NOW + timedelta(minutes=1))
    with writing(database, "tracker", relay, clock=SetClock(NOW)) as work:
        work.tell(later)
    assert relay.offered == []
    with database.read() as connection:
        assert intents.due(connection, now=NOW, older_than=NOW, limit=9) == []
        assert intents.due(connection, now=later.due_at, older_than=NOW, limit=9) == [later.id]


def test_a_change_that_fails_tells_nobody(database):
    relay, told = ListRelay(), intent()
    with pytest.raises(ZeroDivisionError), writing(database, "tracker", relay) as work:
        work.tell(told)
        raise ZeroDivisionError
    assert found(database, told.id) is None
    assert relay.offered == []


def test_one_event_is_told_once(database):
    told = intent()
    with writing(database, "tracker", NoRelay()) as work:
        work.tell(told)
    with pytest.raises(sa.exc.IntegrityError), writing(database, "tracker", NoRelay()) as work:
        work.tell(told)


def test_withdrawing_takes_back_exactly_what_it_names(database):
    reminder = intent(kind=MessageKind.DEADLINE_REMINDER, occurrence="v1/14")
    other_version = intent(kind=MessageKind.DEADLINE_REMINDER, occurrence="v2/14")
    started, elsewhere = intent(), intent(kind=MessageKind.DEADLINE_REMINDER, subject="application:2")
    with writing(database, "tracker", NoRelay()) as work:
        for one in (reminder, other_version, started, elsewhere):
            work.tell(one)
    with writing(database, "tracker", NoRelay()) as work:
        kind = MessageKind.DEADLINE_REMINDER
        assert work.withdraw(subject="application:1", kind=kind, occurrence="v1/14", reason="deadline_moved") == 1
        assert work.withdraw(subject="application:1", kind=kind, occurrence="v1/14", reason="again") == 0
    assert found(database, reminder.id).withdrawn_reason == "deadline_moved"
    assert [found(database, one.id).withdrawn for one in (other_version, started, elsewhere)] == [False] * 3
    with writing(database, "tracker", NoRelay()) as work:
        assert work.withdraw(subject="application:1", reason="application_withdrawn") == 2


def test_taking_is_done_by_one_only(database):
    told = intent()
    with writing(database, "tracker", NoRelay()) as work:
        work.tell(told)
    with database.transaction() as connection:
        assert [intents.mark(connection, [told.id], intents.TAKEN, NOW) for _ in range(2)] == [1, 0]
        assert intents.counts(connection) == {"taken": 1}


@pytest.mark.parametrize("change", [{"version": 2}, {"kind": "from_the_future"}, {"audience": "everybody"}])
def test_what_this_program_cannot_read_is_said_and_not_guessed(database, change):
    told = intent()
    with writing(database, "tracker", NoRelay()) as work:
        work.tell(told)
    with database.transaction() as connection:
        connection.execute(sa.update(define(new_metadata())).values(**change))
        kept = intents.find_many(connection, [told.id])[told.id]
    assert isinstance(kept, intents.Unreadable)


def test_an_unknown_sender_is_refused_before_anything_is_written(database):
    with pytest.raises(ValueError, match="nobody"), writing(database, "nobody", NoRelay()):
        pass
