"""Where the data of a person can be. Each database says so once; giving and erasing both follow that list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa


class AtErasure(StrEnum):
    """What becomes of a row: it goes, it stays without what tells who it was, or it stays as it is."""

    DELETE = "delete"
    BLANK = "blank"
    KEEP = "keep"


@dataclass(frozen=True)
class Who:
    """The person that it is about."""

    id: str
    email: str


@dataclass(frozen=True)
class Holding:
    """One kind of row of a person. `blank` are the new values of a row that stays; `hidden` is never given out.

    A row of which only the id of a person is known is a mention: it belongs to a place or a dossier. The person is told
    that it is there, and not what stands in it.
    """

    table: sa.Table
    where: Callable[[Who], sa.ColumnElement[bool]]
    at_erasure: AtErasure
    blank: Mapping[str, object] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    mention: bool = False


def own(table: sa.Table, column: str = "person_id", *, hidden: Iterable[str] = ()) -> Holding:
    """Rows that are the person's own and go at erasure."""
    return Holding(table, lambda who: table.c[column] == who.id, AtErasure.DELETE, hidden=frozenset(hidden))


def blanked(table: sa.Table, column: str, **values: object) -> Holding:
    """Rows that stay for others, without what the person typed or what tells who it was."""
    return Holding(table, lambda who: table.c[column] == who.id, AtErasure.BLANK, values)


def kept(table: sa.Table, *columns: str) -> Holding:
    """Rows that stay as they are and that the person may see whole."""
    return Holding(table, _any_of(table, columns), AtErasure.KEEP)


# Names of columns that hold the id of a person; the width tells them from a name that somebody typed.
_OF_PERSON = re.compile(r"(?:.*_)?person(?:_id)?|.*_by|owner_id|recipient_id|personal_of|stand_in_id")
ID_LENGTH = 36


def person_columns(table: sa.Table) -> list[str]:
    """The columns of a table that hold the id of a person."""
    return [
        column.name
        for column in table.columns
        if _OF_PERSON.fullmatch(column.name) and getattr(column.type, "length", None) == ID_LENGTH
    ]


def mentions(metadata: sa.MetaData, known: Sequence[Holding]) -> list[Holding]:
    """The rows in which only an id of the person stands: in all tables that are not in `known`."""
    tables = {one.table.name for one in known}
    found = []
    for table in metadata.sorted_tables:
        columns = person_columns(table)
        if columns and table.name not in tables:
            found.append(Holding(table, _any_of(table, columns), AtErasure.KEEP, mention=True))
    return found


def common(metadata: sa.MetaData) -> list[Holding]:
    """What every database of ours has: the log, the outbox and the answers to forms."""
    tables = metadata.tables
    held = [kept(tables["audit_entry"], "person_id", "personal_of")]
    if "outbox_intent" in tables:
        held.append(own(tables["outbox_intent"]))
    if "idempotency_key" in tables:
        keys = tables["idempotency_key"]
        held.append(Holding(keys, lambda who: keys.c.scope.startswith(f"{who.id} ", autoescape=True), AtErasure.DELETE))
    return held


def _any_of(table: sa.Table, columns: Sequence[str]) -> Callable[[Who], sa.ColumnElement[bool]]:
    return lambda who: sa.or_(*(table.c[name] == who.id for name in columns))
