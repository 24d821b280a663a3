"""Storage of lists of applications: a page of those that somebody looks for, how many there are, and their sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application
from services.tracker.domain.states import GRANTED, State
from services.tracker.domain.wanted import Wanted
from services.tracker.storage.applications import NO_DEADLINE, record_of
from services.tracker.storage.tables import application as table
from services.tracker.storage.tables import decision, submission
from shared.access.scope import Scope

ESCAPE = "\\"
BATCH = 500
"""How many applications are in memory at once while all are read."""


@dataclass(frozen=True)
class Position:
    """Where a page of the list ends: the sort values of its last row."""

    attention_at: datetime
    id: str


@dataclass(frozen=True)
class StateSum:
    """The applications of one place in one state. Money in whole cents.

    `expected_cents` is what was asked times the chance, rounded per application, of those with both; `unknown` counts
    the others.
    """

    place_id: str
    state: State
    number: int
    asked_cents: int
    granted_cents: int
    expected_cents: int
    unknown: int


@dataclass(frozen=True)
class Answer:
    """What the newest decision grants in whole cents, the day on its letter, and when it was handed in."""

    granted_cents: int | None
    letter_on: date | None
    submitted_at: datetime | None


def position_of(application: Application) -> Position:
    """The place of an application in the list."""
    return Position(application.attention_at or NO_DEADLINE, application.id)


def page_of(
    connection: Connection, scope: Scope, wanted: Wanted, *, after: Position | None, limit: int
) -> list[Application]:
    """The wanted applications, nearest deadline first, at most `limit`, behind the position `after`."""
    conditions = _conditions(scope, wanted)
    if after is not None:
        later = table.c.attention_at > after.attention_at
        same = sa.and_(table.c.attention_at == after.attention_at, table.c.id > after.id)
        conditions.append(sa.or_(later, same))
    order = (table.c.attention_at, table.c.id)
    # First the ids out of the index, then only the rows of this page.
    ids = sa.select(table.c.id).where(*conditions).order_by(*order).limit(limit)
    query = sa.select(table).where(table.c.id.in_(ids)).order_by(*order)
    return [record_of(row) for row in connection.execute(query)]


def all_of(connection: Connection, scope: Scope, wanted: Wanted) -> Iterator[list[Application]]:
    """All wanted applications in the same order, some at a time, as they were at one moment: it is one statement."""
    query = sa.select(table).where(*_conditions(scope, wanted)).order_by(table.c.attention_at, table.c.id)
    for rows in connection.execution_options(yield_per=BATCH).execute(query).partitions():
        yield [record_of(row) for row in rows]


def numbers_of(connection: Connection, scope: Scope, wanted: Wanted) -> dict[str, int]:
    """How many applications are wanted, by place."""
    query = sa.select(table.c.place_id, sa.func.count()).where(*_conditions(scope, wanted)).group_by(table.c.place_id)
    return {place_id: int(number) for place_id, number in connection.execute(query)}


def count_of(connection: Connection, scope: Scope, wanted: Wanted) -> int:
    """How many applications are wanted."""
    query = sa.select(sa.func.count()).select_from(table).where(*_conditions(scope, wanted))
    return int(connection.execute(query).scalar_one())


def sums_of(connection: Connection, scope: Scope, wanted: Wanted) -> list[StateSum]:
    """Numbers and sums of the wanted applications per place and state."""
    known = sa.and_(table.c.amount_cents.is_not(None), table.c.chance_percent.is_not(None))
    # As Application.expected_cents: rounded for each, so that every sum adds up to the cent.
    expected = sa.case((known, (table.c.amount_cents * table.c.chance_percent + 50) // 100), else_=0)
    counts = table.c.state.in_([state.value for state in GRANTED])
    granted = sa.case((counts, sa.func.coalesce(_granted(), 0)), else_=0)
    query = (
        sa.select(
            table.c.place_id,
            table.c.state,
            sa.func.count().label("number"),
            sa.func.sum(sa.func.coalesce(table.c.amount_cents, 0)).label("asked"),
            sa.func.sum(granted).label("granted"),
            sa.func.sum(expected).label("expected"),
            sa.func.sum(sa.case((known, 0), else_=1)).label("unknown"),
        )
        .where(*_conditions(scope, wanted))
        .group_by(table.c.place_id, table.c.state)
    )
    return [_sum(row) for row in connection.execute(query)]


def answers_of(connection: Connection, scope: Scope, application_ids: Sequence[str]) -> dict[str, Answer]:
    """How it went with these applications at the giver, by id."""
    handed_in = _newest(submission.c.happened_at, submission)
    query = sa.select(table.c.id, _granted(), _newest(decision.c.letter_on, decision), handed_in).where(
        table.c.id.in_(application_ids), scope.limits(table.c.place_id)
    )
    return {row[0]: Answer(row[1], row[2], row[3]) for row in connection.execute(query)}


def owners(connection: Connection, scope: Scope) -> list[str]:
    """Who takes care of applications that are in reach."""
    condition = (table.c.owner_id.is_not(None), scope.limits(table.c.place_id))
    query = sa.select(table.c.owner_id).where(*condition).distinct()
    return sorted(connection.execute(query).scalars())


def _conditions(scope: Scope, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions = [scope.limits(table.c.place_id)]
    if set(wanted.states) != set(State):
        conditions.append(table.c.state.in_([state.value for state in wanted.states]))
    for column, value in (
        (table.c.place_id, wanted.place_id),
        (table.c.provider_kind, wanted.provider_kind),
        (table.c.owner_id, wanted.owner_id),
        (table.c.started_by, wanted.started_by),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.without_source:
        conditions.append(table.c.source_id == "")
    if wanted.attention_from is not None:
        conditions.append(table.c.attention_at >= wanted.attention_from)
    if wanted.attention_until is not None:
        conditions.append(table.c.attention_at < wanted.attention_until)
    return conditions + [_says(word) for word in wanted.words]


def _says(word: str) -> sa.ColumnElement[bool]:
    return sa.or_(
        table.c.search_words.contains(word, autoescape=True, escape=ESCAPE),
        sa.exists().where(
            submission.c.application_id == table.c.id,
            sa.func.lower(submission.c.reference).contains(word, autoescape=True, escape=ESCAPE),
        ),
    )


def _granted() -> sa.ScalarSelect[int | None]:
    """The amount of the newest decision of an application."""
    return _newest(decision.c.amount_cents, decision)


def _newest(column: sa.Column[Any], of: sa.Table) -> sa.ScalarSelect[Any]:
    return (
        sa.select(column)
        .where(of.c.application_id == table.c.id)
        .order_by(of.c.recorded_at.desc(), of.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _sum(row: Any) -> StateSum:
    return StateSum(
        place_id=row.place_id,
        state=State(row.state),
        number=row.number,
        asked_cents=int(row.asked),
        granted_cents=int(row.granted),
        expected_cents=int(row.expected),
        unknown=int(row.unknown),
    )
