"""A prepared query gives what the same query gives through SQLAlchemy, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from shared.plumbing.database import Database, Moment, json_column, new_metadata
from shared.plumbing.prepared import Prepared

metadata = new_metadata()
things = sa.Table(
    "thing",
    metadata,
    sa.Column("id", sa.String(10), primary_key=True),
    sa.Column("at", Moment),
    sa.Column("data", json_column()),
    sa.Column("fine", sa.Boolean(create_constraint=False)),
    sa.Column("day", sa.Date),
)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FULL = {"id": "full", "at": NOON, "data": {"a": [1, "é"]}, "fine": True, "day": NOON.date()}
BARE = {"id": "bare", "at": None, "data": None, "fine": None, "day": None}
FROM = Prepared(
    sa.select(things)
    .where(sa.or_(things.c.at.is_(None), things.c.at >= sa.bindparam("at", type_=Moment)))
    .order_by(things.c.id)
)
NOW = Prepared(sa.select(sa.literal_column("1", sa.Integer).label("number")))
ONE = Prepared(sa.select(things.c.id, things.c.data.label("what")).where(things.c.id == sa.bindparam("id")))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    with database.transaction() as connection:
        metadata.create_all(connection)
        connection.execute(sa.insert(things), [FULL, BARE])
    yield database
    database.dispose()


def test_values_come_back_as_they_went_in(database: Database) -> None:
    with database.read() as connection:
        rows = FROM.all(connection, at=NOON)
        plain = connection.execute(sa.select(things).order_by(things.c.id)).all()
    assert [row._asdict() for row in rows] == [BARE, FULL] == [row._asdict() for row in plain]


def test_one_row_or_none(database: Database) -> None:
    with database.read() as connection:
        assert ONE.first(connection, id="full").what == FULL["data"]
        assert ONE.first(connection, id="'; DROP TABLE thing") is None


def test_it_sees_what_its_own_transaction_wrote(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        connection.execute(sa.insert(things), {**BARE, "id": "new"})
        assert ONE.first(connection, id="new") is not None
        raise ZeroDivisionError
    with database.read() as connection:
        assert ONE.first(connection, id="new") is None


def test_a_missing_value_is_an_error_of_the_program(database: Database) -> None:
    with database.read() as connection, pytest.raises(KeyError):
        ONE.first(connection)


def test_what_goes_wrong_is_said_as_by_any_other_query(database: Database) -> None:
    other = sa.Table("nowhere", new_metadata(), sa.Column("id", sa.String(10)))
    with pytest.raises(DBAPIError) as said, database.read() as connection:
        Prepared(sa.select(other.c.id)).all(connection)
    assert "nowhere" in str(said.value) and not said.value.connection_invalidated


def test_a_connection_that_was_cut_is_an_outage_and_the_next_works(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(OperationalError) as said, database.read() as connection:
        pid = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
        with database.read() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        NOW.all(connection)
    assert said.value.connection_invalidated
    with database.read() as connection:
        assert NOW.first(connection).number == 1
    database.dispose()
