"""Sees every row that PostgreSQL hands to the application, and keeps those that are of the place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection

from shared.plumbing.reach import SYSTEM
from tests.rights.furnish import MARK

_TABLES = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+\"?(\w+)", re.IGNORECASE)


class Watching:
    """Looks along with each connection it is given, for rows of tables that have an owner (`owned`).

    A row is of the place when one of its values is an id of the place or of something of it, or has the word of the
    place in it. What the system itself looks up (a named look further than one's own) is counted by its reason.
    """

    def __init__(self, owned: Collection[str], of_the_place: Collection[str]) -> None:
        self._owned = frozenset(owned)
        self._place = frozenset(of_the_place)
        self._statement = ""
        self._system = ""
        self.rows = 0
        self.foreign: list[str] = []
        self.by_system: Counter[str] = Counter()

    def __call__(self, connection: Connection) -> None:
        """Begins to look along with a connection."""
        event.listen(connection, "before_cursor_execute", self._begins)
        driver: Any = connection.connection.dbapi_connection
        driver.row_factory = self._factory

    @contextmanager
    def one_request(self) -> Iterator[list[str]]:
        """Gives the statements that handed out rows of the place in the block."""
        self.foreign = []
        yield self.foreign

    def _begins(self, _connection: Any, _cursor: Any, statement: str, told: Any, *_more: Any) -> None:
        self._statement = statement
        if f"set_config('{SYSTEM}'" in statement:
            self._system = str(told["value"] if isinstance(told, dict) else told[0])

    def _factory(self, _cursor: Any) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
        statement = self._statement
        if not self._owned.intersection(_TABLES.findall(statement)):
            return tuple

        def make_row(values: Sequence[Any]) -> tuple[Any, ...]:
            self.rows += 1
            if any(isinstance(value, str) and (value in self._place or MARK in value) for value in values):
                if self._system:
                    self.by_system[self._system] += 1
                else:
                    self.foreign.append(" ".join(statement.split())[:300])
            return tuple(values)

        return make_row
