"""Keeping records of one kind: held to who asks, and never written over what somebody else wrote in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """The records of one dataclass in one table. The columns have the names of its fields; enums are kept as text."""

    def __init__(self, table: sa.Table, kind: type[Kept]) -> None:
        self._table = table
        self._kind = kind

    @cached_property
    def _enums(self) -> Mapping[str, type[StrEnum]]:
        found = {}
        for name, hint in get_type_hints(self._kind).items():
            for one in (hint, *get_args(hint)):
                if isinstance(one, type) and issubclass(one, StrEnum):
                    found[name] = one
        return found

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self._kind))  # type: ignore[arg-type]

    def add(self, connection: Connection, scope: Scope, records: Iterable[Kept]) -> None:
        """Keeps new records. Raises NotFound for a host out of reach, NotAllowedNow when one of them is there."""
        rows = [self._row(record) for record in records]
        if not all(scope.reaches(row["place_id"]) for row in rows):
            raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
        if not rows:
            return
        try:
            with connection.begin_nested():
                connection.execute(sa.insert(self._table), rows)
        except IntegrityError as error:
            raise NotAllowedNow(_("Dit staat er al. Kijk eerst wat er nu staat."), code="already_there") from error

    def get(self, connection: Connection, scope: Scope, record_id: str) -> Kept:
        """The record. Raises NotFound when it does not exist or is out of reach."""
        found = self.of(connection, scope, id=record_id) if is_id(record_id) else []
        if not found:
            raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
        return found[0]

    def of(
        self, connection: Connection, scope: Scope, *, limit: int | None = None, newest: bool = False, **where: Any
    ) -> list[Kept]:
        """The records in reach whose fields have these values, oldest first.

        A collection means any of these values, None that there is none.
        """
        columns = self._table.c
        conditions = [_meets(columns[name], value) for name, value in where.items()]
        query = (
            sa.select(self._table)
            .where(scope.limits(columns.place_id), *conditions)
            .order_by(columns.id.desc() if newest else columns.id)
            .limit(limit)
        )
        return [self._record(row) for row in connection.execute(query)]

    def change(self, connection: Connection, scope: Scope, before: Kept, **values: Any) -> Kept:
        """Writes new values over the version that `before` has, and gives the next. Raises Stale, NotFound."""
        held: Any = before
        after: Any = replace(held, version=held.version + 1, **values)
        row = self._row(after)
        condition = (
            self._table.c.id == held.id,
            self._table.c.version == held.version,
            scope.limits(self._table.c.place_id),
        )
        written = {name: row[name] for name in (*values, "version")}
        if connection.execute(sa.update(self._table).where(*condition).values(**written)).rowcount != 1:
            current: Any = self.get(connection, scope, held.id)
            raise Stale(_("Iemand anders was u net voor. Kijk eerst wat er nu staat."), current.version)
        return after  # type: ignore[no-any-return]

    def _row(self, record: Kept) -> dict[str, Any]:
        found = {name: getattr(record, name) for name in self._names}
        return {name: value.value if isinstance(value, StrEnum) else value for name, value in found.items()}

    def _record(self, row: sa.Row[Any]) -> Kept:
        found = {name: getattr(row, name) for name in self._names}
        for name, enum in self._enums.items():
            if found[name] is not None:
                found[name] = enum(found[name])
        return self._kind(**found)


def _meets(column: sa.ColumnElement[Any], value: Any) -> sa.ColumnElement[bool]:
    if value is None:
        return column.is_(None)
    if isinstance(value, (list, tuple, set, frozenset)):
        return column.in_(sorted(one.value if isinstance(one, StrEnum) else one for one in value))
    return column == (value.value if isinstance(value, StrEnum) else value)
