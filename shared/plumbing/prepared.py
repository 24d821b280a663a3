"""Queries that every request asks: translated once, then handed to the driver as they are.

SQLAlchemy takes longer to run such a query than SQLite to answer it. Types go in and come out as in any other query.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any]


class Prepared:
    """A SELECT with plain named parameters (no lists)."""

    def __init__(self, select: sa.Select[Any]) -> None:
        self._select = select
        self._forms: dict[str, _Form] = {}

    def all(self, connection: Connection, **given: object) -> list[Any]:
        """All rows, as named tuples; within the transaction of the connection, when it has one.

        Raises SQLAlchemy's errors, as any other query does; a connection that turns out to be gone is dropped.
        """
        dialect = connection.dialect
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._select, dialect)
        raw = connection.connection
        try:
            with closing(raw.cursor()) as cursor:
                cursor.execute(form.text, form.parameters(given))
                return [form.row(found) for found in cursor.fetchall()]
        except dialect.loaded_dbapi.Error as error:
            gone = dialect.is_disconnect(error, raw.dbapi_connection, None)
            if gone:
                connection.invalidate(error)
            raise _as_any_other(error, form.text, dialect, gone=gone) from error

    def first(self, connection: Connection, **given: object) -> Any:
        """The first row as a named tuple; None when there is none."""
        return next(iter(self.all(connection, **given)), None)


def _as_any_other(error: Exception, text: str, dialect: Dialect, *, gone: bool) -> BaseException:
    """The driver's error as SQLAlchemy raises it: what tells an outage from a mistake knows no other."""
    known = dialect.loaded_dbapi.Error
    return DBAPIError.instance(
        text, None, error, known, hide_parameters=True, connection_invalidated=gone, dialect=dialect
    )


class _Form:
    """A query in the words of one kind of database, with what turns values into its own and back."""

    def __init__(self, select: sa.Select[Any], dialect: Dialect) -> None:
        compiled: Any = select.compile(dialect=dialect)
        self.text = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        types = {name: parameter.type.dialect_impl(dialect) for name, parameter in compiled.binds.items()}
        self._into = {name: type_.bind_processor(dialect) for name, type_ in types.items()}
        columns = list(select.selected_columns)
        self._out: list[tuple[int, Convert]] = []
        for place, column in enumerate(columns):
            convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
            self._out += [(place, convert)] if convert else []
        self._row: Any = namedtuple("Row", [str(column.key) for column in columns])  # type: ignore[misc]

    def parameters(self, given: Mapping[str, object]) -> Any:
        """The values as the driver takes them."""
        values = {name: convert(given[name]) if convert else given[name] for name, convert in self._into.items()}
        return values if self._order is None else [values[name] for name in self._order]

    def row(self, found: Any) -> Any:
        """One row of the driver with the values as the program knows them."""
        values = list(found)
        for place, convert in self._out:
            values[place] = convert(values[place])
        return self._row._make(values)
