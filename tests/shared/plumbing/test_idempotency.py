"""One key, one effect, whatever happens at the same time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from shared.kernel.errors import IdempotencyMismatch
from shared.plumbing.database import Database, new_metadata
from shared.plumbing.idempotency import AlreadyDone, Once, define, fingerprint_of

metadata = new_metadata()
define(metadata)
effects = sa.Table("effect", metadata, sa.Column("id", sa.Integer, primary_key=True, autoincrement=True))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    with database.transaction() as connection:
        metadata.create_all(connection)
    yield database
    database.dispose()


def once(key: str = "k", body: object = "b", scope: str = "person route") -> Once:
    return Once(scope, key, fingerprint_of(body), present=lambda result: {"status": 201, "body": {"id": result}})


def act(database: Database, attempt: Once) -> int:
    with database.transaction() as connection:
        attempt.begin(connection)
        effect = connection.execute(sa.insert(effects)).inserted_primary_key
        assert effect is not None
        attempt.finish(connection, effect[0])
        return int(effect[0])


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(effects)).scalar_one())


def test_a_repeat_gets_the_stored_answer(database: Database) -> None:
    made = act(database, once())
    with pytest.raises(AlreadyDone) as done:
        act(database, once())
    assert done.value.answer == {"status": 201, "body": {"id": made}}
    assert count(database) == 1


def test_another_body_is_refused(database: Database) -> None:
    act(database, once())
    with pytest.raises(IdempotencyMismatch):
        act(database, once(body="other"))
    assert count(database) == 1


def test_another_person_may_use_the_same_key(database: Database) -> None:
    act(database, once())
    act(database, once(scope="other route"))
    assert count(database) == 2


def test_a_failed_attempt_leaves_the_key_free(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as connection:
        once().begin(connection)
        raise RuntimeError
    act(database, once())
    assert count(database) == 1


def test_twenty_at_once_make_one_effect(database: Database) -> None:
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            act(database, once())
            outcomes.append("made")
        except AlreadyDone as done:
            outcomes.append("again" if done.answer else "empty")

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["again"] * 19 + ["made"]
    assert count(database) == 1


def test_fingerprint_does_not_depend_on_key_order() -> None:
    assert fingerprint_of({"a": 1, "b": 2}) == fingerprint_of({"b": 2, "a": 1})
    assert fingerprint_of({"a": 1}) != fingerprint_of({"a": "1"})
