"""The database door keeps moments in UTC, takes the write lock at once, and rolls back on errors."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from shared.plumbing.database import Database, Moment, json_column, new_metadata

metadata = new_metadata()
things = sa.Table(
    "thing",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment),
    sa.Column("data", json_column()),
    sa.Column("count", sa.Integer, nullable=False, server_default="0"),
)


def test_an_error_for_the_log_holds_no_values(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError) as failed, database.read() as connection:
        connection.execute(sa.text("SELECT nothing FROM thing WHERE id = :who"), {"who": 4711})
    assert "4711" not in str(failed.value)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    with database.transaction() as connection:
        metadata.create_all(connection)
    yield database
    database.dispose()


def test_moments_come_back_aware_in_utc(database: Database) -> None:
    given = datetime(2026, 11, 22, 9, 30, 1, 123456, tzinfo=timezone(timedelta(hours=1)))
    with database.transaction() as connection:
        connection.execute(sa.insert(things).values(id=1, at=given, data={"a": [1]}))
    with database.read() as connection:
        row = connection.execute(sa.select(things)).one()
    assert row.at == given
    assert row.at.tzinfo is UTC
    assert row.data == {"a": [1]}


def test_naive_moments_are_refused(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="time zone"), database.transaction() as connection:
        connection.execute(sa.insert(things).values(id=1, at=datetime(2026, 1, 1)))  # noqa: DTZ001 (that is the point)


def test_an_error_rolls_everything_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as connection:
        connection.execute(sa.insert(things).values(id=1))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(things)).scalar() == 0


def test_many_writers_wait_their_turn_and_lose_nothing(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(sa.insert(things).values(id=1))

    def add_ten() -> None:
        for _ in range(10):
            with database.transaction() as connection:
                count = connection.execute(sa.select(things.c.count).with_for_update()).scalar_one()
                connection.execute(sa.update(things).values(count=count + 1))

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(sa.select(things.c.count)).scalar() == 40
