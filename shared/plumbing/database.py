"""One database of the suite: SQLite in WAL mode on one machine, PostgreSQL in production, the same code for both."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.engine.url import make_url

from shared.plumbing.reach import tell_database

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT_MS = 15_000


def new_metadata() -> sa.MetaData:
    """A MetaData whose constraints get predictable names, so that storage can tell which rule was broken."""
    return sa.MetaData(naming_convention=NAMING)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware UTC moment with microseconds. SQLite keeps no zone, so it is stored as sortable text there."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Text of fixed width on SQLite, timestamptz elsewhere."""
        return dialect.type_descriptor(sa.String(32) if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuses a naive moment: it would be read as another time on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always aware and in UTC."""
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)  # strptime takes thirty times as long, and every session has three
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class _Json(sa.types.TypeDecorator[Any]):
    """JSON, in PostgreSQL as jsonb. Its types are loaded when there is such a database, and not at every start."""

    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Jsonb on PostgreSQL, JSON elsewhere."""
        if dialect.name != "postgresql":
            return self.impl_instance
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))


def json_column() -> sa.types.TypeEngine[Any]:
    """JSON that PostgreSQL can index (jsonb) and SQLite keeps as text; SQL NULL for None."""
    return _Json(none_as_null=True)


def upsert(connection: Connection, table: sa.Table) -> Any:
    """An INSERT in the words of this database that knows ON CONFLICT; the words of the other one stay unloaded."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: sa.Table) -> Any:
    """The same for whoever keeps the statement."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def one_at_a_time(connection: Connection, name: str) -> None:
    """Waits until no other transaction has said this name, and keeps it until this one ends.

    For what is counted or compared before it is written. SQLite has one writer at a time anyway.
    """
    if connection.dialect.name != "sqlite":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


_LastAct = Callable[[Connection], None]
_Act = TypeVar("_Act", bound=_LastAct)


def before_commit(connection: Connection, kind: type[_Act], make: Callable[[], _Act]) -> _Act:
    """What is done as the last thing of this transaction: made once for each kind, and given again after that.

    The connection must come from `Database.transaction`.
    """
    last: dict[type, _LastAct] = connection.get_execution_options()["last"]
    if kind not in last:
        last[kind] = make()
    return last[kind]  # type: ignore[return-value]


class Database:
    """A pool of connections to one database. Safe to share between threads, not across a fork."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write transaction: commits at the end, rolls back on any error. SQLite takes the write lock at once."""
        with self.engine.connect() as connection:
            last: dict[type, _LastAct] = {}
            connection.execution_options(writes=True, last=last)
            with connection.begin():
                yield connection
                for act in last.values():
                    act(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading only; nothing is committed."""
        with self.engine.connect() as connection:
            yield connection

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file on this machine."""
        return self.engine.dialect.name == "sqlite"

    def dispose(self) -> None:
        """Closes all idle connections (before a fork, and in tests)."""
        self.engine.dispose()


def _engine(url: str) -> sa.Engine:
    # hide_parameters: an error ends up in the log, and the values of a row are names and addresses of people.
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    # pre-ping: after a restart of PostgreSQL the first request must not fail on a dead connection.
    engine = sa.create_engine(
        url, pool_pre_ping=True, pool_size=5, max_overflow=5, pool_timeout=5, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # For this transaction only: the next one on the same connection may be of somebody else.
        tell_database(connection)

    return engine


def _sqlite_engine(url: str) -> sa.Engine:
    arguments = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
    engine = sa.create_engine(url, connect_args=arguments, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred transaction that starts with a read and then writes fails at once when another writer came between;
        # IMMEDIATE waits its turn. Readers stay deferred and never wait.
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        driver: Any = connection.connection.dbapi_connection  # by SQLAlchemy one word takes as long as a whole query
        driver.execute("BEGIN")

    return engine
