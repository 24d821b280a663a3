"""Databases that forget: each request finds the world as it was made, whatever the one before it wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from shared.plumbing.database import Database


class HeldDatabases:
    """Takes the place of `Database.read` and `Database.transaction` for the databases at these addresses.

    All databases with one address share one connection with one open transaction; what the application calls a
    transaction is a savepoint in it. `forget` undoes everything since the one before. One thread only.
    """

    def __init__(self, patch: pytest.MonkeyPatch, urls: Collection[str]) -> None:
        self._connections: dict[str, Connection] = {}
        self._urls = frozenset(urls)
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
        if not connection.in_transaction():
            connection.begin()
        return connection

    @contextmanager
    def _read(self, database: Database) -> Iterator[Connection]:
        connection = self._held(database)
        with connection.begin_nested():
            yield connection

    @contextmanager
    def _transaction(self, database: Database) -> Iterator[Connection]:
        connection = self._held(database)
        before: Any = connection.get_execution_options()["last"]
        last: dict[type, Any] = {}
        connection.execution_options(last=last)
        try:
            with connection.begin_nested():
                yield connection
                for act in last.values():
                    act(connection)
        finally:
            connection.execution_options(last=before)
