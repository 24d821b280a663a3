"""Databases that forget: each request finds the world as it was made, whatever the one before it wrote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from shared.plumbing.database import Database
from shared.plumbing.reach import ORGANISATIONS, PERSON, SYSTEM, tell_database

_TOLD = "SELECT " + ", ".join(
    f"coalesce(current_setting('{name}', true), '')" for name in (SYSTEM, PERSON, ORGANISATIONS)
)
_TELL_AGAIN = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in (SYSTEM, PERSON, ORGANISATIONS))


class HeldDatabases:
    """Takes the place of `Database.read` and `Database.transaction` for the databases at these addresses.

    All databases with one address share one connection with one open transaction; what the application calls a
    transaction is a savepoint in it. `forget` undoes everything since the one before. One thread only.

    With a `role`, PostgreSQL holds what is asked to the policies of that role: each savepoint tells how far whoever
    asks may reach, as a transaction of the application does, and the one around it gets its own reach back. `watch` is
    given every connection once.
    """

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        urls: Collection[str],
        role: str = "",
        watch: Callable[[Connection], None] | None = None,
    ) -> None:
        self._connections: dict[str, Connection] = {}
        self._urls = frozenset(urls)
        self.role = role
        self._watch = watch
        self._depth: dict[str, int] = {}
        plain_read, plain_transaction = Database.read, Database.transaction

        def read(database: Database) -> AbstractContextManager[Connection]:
            return self._read(database) if database.url in self._urls else plain_read(database)

        def transaction(database: Database) -> AbstractContextManager[Connection]:
            return self._transaction(database) if database.url in self._urls else plain_transaction(database)

        patch.setattr(Database, "read", read)
        patch.setattr(Database, "transaction", transaction)

    def forget(self) -> None:
        """Undoes what was written, in every database."""
        for connection in self._connections.values():
            if connection.in_transaction():
                connection.rollback()

    def close(self) -> None:
        """Gives the connections back."""
        self.forget()
        for connection in self._connections.values():
            connection.close()

    def _held(self, database: Database) -> Connection:
        connection = self._connections.get(database.url)
        if connection is None:
            connection = database.engine.connect()
            connection.execution_options(writes=True, last={})
            self._connections[database.url] = connection
            if self._watch:
                self._watch(connection)
        if not connection.in_transaction():
            connection.begin()
            if self.role:
                connection.exec_driver_sql(f"SET LOCAL ROLE {self.role}")
        return connection

    @contextmanager
    def _told(self, database: Database, connection: Connection) -> Iterator[None]:
        """Within the reach of whoever asks now; afterwards that of the transaction around it holds again."""
        if not self.role:
            yield
            return
        depth = self._depth.get(database.url, 0)
        before = connection.exec_driver_sql(_TOLD).one() if depth else None
        self._depth[database.url] = depth + 1
        tell_database(connection)
        try:
            yield
        finally:
            self._depth[database.url] = depth
            if before is not None:
                connection.exec_driver_sql(_TELL_AGAIN, tuple(before)).close()

    @contextmanager
    def _read(self, database: Database) -> Iterator[Connection]:
        connection = self._held(database)
        with self._told(database, connection), connection.begin_nested():
            try:
                yield connection
            finally:
                # Who reads a long list row by row says so on the connection, and the next one has it too.
                connection.execution_options(stream_results=False, yield_per=None)

    @contextmanager
    def _transaction(self, database: Database) -> Iterator[Connection]:
        connection = self._held(database)
        before: Any = connection.get_execution_options()["last"]
        last: dict[type, Any] = {}
        connection.execution_options(last=last)
        try:
            with self._told(database, connection), connection.begin_nested():
                yield connection
                for act in last.values():
                    act(connection)
        finally:
            connection.execution_options(last=before)
