"""Storage of deadlines: one row per version, of which at most one is open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.deadlines import OPEN_DEADLINE, Basis, DeadlineState, Entered, Kind, Origin
from services.tracker.domain.records import Deadline
from services.tracker.storage.tables import application, grace
from services.tracker.storage.tables import deadline as table
from shared.access.scope import Scope
from shared.kernel.dates import local_to_utc
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

_OPEN = tuple(state.value for state in OPEN_DEADLINE)


def add(connection: Connection, scope: Scope, deadline: Deadline) -> None:
    """Keeps a version of a deadline. Raises NotFound for a place out of reach."""
    if not scope.reaches(deadline.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**_values(deadline)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Deadline]:
    """All versions of all deadlines of an application, oldest version first."""
    query = (
        sa.select(table)
        .where(table.c.application_id == application_id, scope.limits(table.c.place_id))
        .order_by(table.c.id, table.c.version)
    )
    return [_record(row) for row in connection.execute(query)]


def closing_of(connection: Connection, scope: Scope, application_id: str) -> Deadline | None:
    """The newest version of the closing of an application; None when no date is known."""
    return newest_of(connection, scope, application_id, Kind.CLOSING)


def newest_of(
    connection: Connection, scope: Scope, application_id: str, kind: Kind, about_id: str | None = None
) -> Deadline | None:
    """The newest version of a deadline of this kind (for this record); None when no date is known."""
    query = (
        sa.select(table)
        .where(
            table.c.application_id == application_id,
            table.c.kind == kind.value,
            table.c.about_id.is_(None) if about_id is None else table.c.about_id == about_id,
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.made_at.desc(), table.c.version.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _record(row)


def set_state(connection: Connection, scope: Scope, deadline: Deadline, state: DeadlineState, at: datetime) -> None:
    """Ends this version in another state. Raises Stale when it left the state that it had."""
    condition = (
        table.c.id == deadline.id,
        table.c.version == deadline.version,
        table.c.state == deadline.state.value,
        scope.limits(table.c.place_id),
    )
    if connection.execute(sa.update(table).where(*condition).values(state=state.value, ended_at=at)).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze datum net veranderd."))


def passed(connection: Connection, scope: Scope, *, now: datetime, states: list[str], limit: int) -> list[str]:
    """Ids of applications in these states whose confirmed closing, and any grace, has passed; longest ago first."""
    spared = sa.exists().where(grace.c.application_id == table.c.application_id, grace.c.until > now)
    query = (
        sa.select(table.c.application_id)
        .join(application, application.c.id == table.c.application_id)
        .where(
            table.c.state == DeadlineState.CONFIRMED.value,
            table.c.kind == Kind.CLOSING.value,
            table.c.closes_at <= now,
            application.c.state.in_(states),
            ~spared,
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.closes_at)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def passed_by_kind(
    connection: Connection, scope: Scope, *, now: datetime, kinds: Collection[Kind], limit: int
) -> list[Deadline]:
    """Open deadlines of these kinds whose moment has passed, longest ago first."""
    query = (
        sa.select(table)
        .where(
            table.c.state.in_(_OPEN),
            table.c.kind.in_([kind.value for kind in kinds]),
            table.c.closes_at <= now,
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.closes_at, table.c.id)
        .limit(limit)
    )
    return [_record(row) for row in connection.execute(query)]


def open_of(connection: Connection, scope: Scope, application_ids: Collection[str]) -> dict[str, tuple[Deadline, ...]]:
    """The open deadlines of each of these applications, nearest first, in one query."""
    query = (
        sa.select(table)
        .where(
            table.c.application_id.in_(sorted(application_ids)),
            table.c.state.in_(_OPEN),
            scope.limits(table.c.place_id),
        )
        .order_by(table.c.plan_by, table.c.id)
    )
    found: dict[str, tuple[Deadline, ...]] = {}
    for row in connection.execute(query):
        found[row.application_id] = (*found.get(row.application_id, ()), _record(row))
    return found


@dataclass(frozen=True)
class Dated:
    """A deadline in a calendar, and what it is for."""

    deadline: Deadline
    title: str
    source_name: str


def between(
    connection: Connection,
    scope: Scope,
    *,
    starts_on: date,
    ends_on: date,
    place_id: str | None,
    kinds: Collection[Kind],
    limit: int,
) -> list[Dated]:
    """The open deadlines with a last day between these (both included), first to be ready first."""
    # The moment stands in the index; the day decides.
    margin = timedelta(days=1)
    conditions = [
        scope.limits(table.c.place_id),
        table.c.state.in_(_OPEN),
        table.c.plan_by >= local_to_utc(starts_on - margin, time(0)),
        table.c.plan_by < local_to_utc(ends_on + margin + margin, time(0)),
        table.c.last_day.between(starts_on, ends_on),
        table.c.kind.in_([kind.value for kind in kinds]),
    ]
    if place_id is not None:
        conditions.append(table.c.place_id == place_id)
    return _dated(connection, conditions, limit)


def open_or_just_ended(
    connection: Connection,
    scope: Scope,
    *,
    place_ids: Collection[str],
    open_from: date,
    ended_from: datetime,
    limit: int,
) -> list[Dated]:
    """What a calendar feed tells: open deadlines with a last day from this day on, and those that ended since a moment.

    One row for each deadline: its newest version.
    """
    is_open = sa.and_(table.c.state.in_(_OPEN), table.c.last_day >= open_from)
    just_ended = sa.and_(table.c.state != DeadlineState.MOVED.value, table.c.ended_at >= ended_from)
    conditions = [
        scope.limits(table.c.place_id),
        table.c.place_id.in_(sorted(place_ids)),
        sa.or_(is_open, just_ended),
    ]
    return _dated(connection, conditions, limit)


def newest_version(connection: Connection, scope: Scope, application_id: str, deadline_id: str) -> Dated:
    """The newest version of one deadline, with what it is for. Raises NotFound."""
    conditions = [
        scope.limits(table.c.place_id),
        table.c.application_id == application_id,
        table.c.id == deadline_id,
        table.c.state != DeadlineState.MOVED.value,
    ]
    # What is no id is not asked: a database can't take every text that somebody puts in an address.
    found = _dated(connection, conditions, 1) if is_id(application_id) and is_id(deadline_id) else []
    if not found:
        raise NotFound(_("Deze termijn is niet gevonden."))
    return found[0]


def _dated(connection: Connection, conditions: Collection[sa.ColumnElement[bool]], limit: int) -> list[Dated]:
    query = (
        sa.select(table, application.c.title, application.c.source_name)
        .join(application, application.c.id == table.c.application_id)
        .where(*conditions)
        .order_by(table.c.last_day, table.c.plan_by, table.c.id)
        .limit(limit)
    )
    return [Dated(_record(row), row.title, row.source_name) for row in connection.execute(query).all()]


def _values(deadline: Deadline) -> dict[str, Any]:
    entered = deadline.entered
    return {name: getattr(deadline, name) for name in _PLAIN} | {
        "kind": deadline.kind.value,
        "origin": deadline.origin.value,
        "state": deadline.state.value,
        "local_date": entered.day,
        "local_time": entered.at,
        "zone": entered.zone,
        "precision": entered.precision,
        "basis": entered.basis.value,
        "source_text": entered.source_text,
    }


def _record(row: sa.Row[Any]) -> Deadline:
    # By position: a calendar has hundreds of rows, and asking each for its columns by name takes most of its time.
    found = dict(zip(_COLUMNS, row, strict=False))
    entered = Entered(
        found["local_date"], _BASES[found["basis"]], found["local_time"], found["zone"], found["source_text"]
    )
    plain = {name: found[name] for name in _PLAIN}
    kind, state, origin = _KINDS[found["kind"]], _STATES[found["state"]], _ORIGINS[found["origin"]]
    return Deadline(**plain, kind=kind, state=state, entered=entered, origin=origin)


_PLAIN = (
    "id",
    "version",
    "application_id",
    "place_id",
    "closes_at",
    "plan_by",
    "last_day",
    "assumed",
    "told_by",
    "made_at",
    "about_id",
    "ended_at",
)
_COLUMNS = [column.key for column in table.c]
_KINDS = {kind.value: kind for kind in Kind}
_STATES = {state.value: state for state in DeadlineState}
_BASES = {basis.value: basis for basis in Basis}
_ORIGINS = {origin.value: origin for origin in Origin}
