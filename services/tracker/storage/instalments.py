"""Storage of instalments and of the plan they come from. Every change compares the version first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.instalments.plans import When
from services.tracker.domain.instalments.records import Instalment
from services.tracker.domain.instalments.states import InstalmentState
from services.tracker.storage.tables import credit
from services.tracker.storage.tables import instalment as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

_RECEIVED = (
    sa.select(sa.func.coalesce(sa.func.sum(credit.c.amount_cents), 0))
    .where(credit.c.instalment_id == table.c.id, credit.c.taken_back_at.is_(None))
    .scalar_subquery()
    .label("received_cents")
)


def add(connection: Connection, scope: Scope, instalments: Iterable[Instalment]) -> None:
    """Keeps new instalments. Raises NotFound for a place out of reach."""
    rows = [_values(one) for one in instalments]
    if not all(scope.reaches(str(row["place_id"])) for row in rows):
        raise NotFound(_("Deze plek is niet gevonden."))
    if rows:
        connection.execute(sa.insert(table), rows)


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Instalment]:
    """The instalments of an application in their order, with what came in of each."""
    return _found(connection, scope, table.c.application_id == application_id)


def of_place(connection: Connection, scope: Scope, place_id: str) -> list[Instalment]:
    """All instalments of a place, what is expected first in front; undated ones last."""
    dated = (table.c.expected_on.is_(None), table.c.expected_on, table.c.application_id, table.c.position)
    return _found(connection, scope, table.c.place_id == place_id, order=dated)


def get(connection: Connection, scope: Scope, application_id: str, instalment_id: str) -> Instalment:
    """One instalment of an application. Raises NotFound when it is not there or out of reach."""
    if is_id(instalment_id):
        conditions = (table.c.id == instalment_id, table.c.application_id == application_id)
        for one in _found(connection, scope, *conditions):
            return one
    raise NotFound(_("Deze betaling is niet gevonden."))


def next_position(connection: Connection, scope: Scope, application_id: str) -> int:
    """The place of a new instalment, behind all that ever were."""
    highest = sa.select(sa.func.max(table.c.position)).where(
        table.c.application_id == application_id, scope.limits(table.c.place_id)
    )
    return int(connection.execute(highest).scalar() or 0) + 1


def change(connection: Connection, scope: Scope, before: Instalment, **values: Any) -> Instalment:
    """Writes new values over the version that `before` had. Raises Stale when somebody else changed it in between."""
    after = replace(before, version=before.version + 1, **values)
    conditions = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*conditions).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze betaling net veranderd."))
    return after


def received_cents(connection: Connection, scope: Scope, application_id: str) -> int:
    """The money that came in for an application, without what was taken back."""
    total = sa.select(sa.func.coalesce(sa.func.sum(credit.c.amount_cents), 0)).where(
        credit.c.application_id == application_id,
        credit.c.taken_back_at.is_(None),
        scope.limits(credit.c.place_id),
    )
    return int(connection.execute(total).scalar_one())


def told_paid_cents(connection: Connection, scope: Scope, application_id: str) -> int:
    """What the funder says that it paid and that nobody saw come in yet, in cents."""
    found = of_application(connection, scope, application_id)
    return sum(one.open_cents for one in found if one.state is InstalmentState.PAID)


def any_in(connection: Connection, scope: Scope, place_id: str, states: Collection[InstalmentState]) -> bool:
    """Whether a place has an instalment in one of these states."""
    conditions = (table.c.place_id == place_id, table.c.state.in_(sorted(states)), scope.limits(table.c.place_id))
    return connection.execute(sa.select(table.c.id).where(*conditions).limit(1)).first() is not None


def expected_until(
    connection: Connection,
    scope: Scope,
    states: Collection[InstalmentState],
    day: date,
    limit: int,
    resting: Collection[str] = (),
) -> list[Instalment]:
    """Instalments in these states that were expected on this day or before it and of which no lateness was told.

    Those of the places in `resting` are left out.
    """
    conditions = (
        table.c.state.in_(sorted(states)),
        table.c.expected_on <= day,
        table.c.late_told_at.is_(None),
        table.c.place_id.not_in(sorted(resting)),
    )
    return _found(connection, scope, *conditions, order=(table.c.expected_on, table.c.id), limit=limit)


def _found(
    connection: Connection,
    scope: Scope,
    *conditions: sa.ColumnElement[bool],
    order: tuple[Any, ...] = (table.c.position,),
    limit: int | None = None,
) -> list[Instalment]:
    query = sa.select(table, _RECEIVED).where(*conditions, scope.limits(table.c.place_id)).order_by(*order)
    return [_record(row) for row in connection.execute(query.limit(limit))]


def _values(instalment: Instalment) -> dict[str, Any]:
    values = asdict(instalment)
    del values["received_cents"]  # counted from the credits
    return values


def _record(row: sa.Row[Any]) -> Instalment:
    expected_on: date | None = row.expected_on
    late_told_at: datetime | None = row.late_told_at
    return Instalment(
        id=row.id,
        application_id=row.application_id,
        place_id=row.place_id,
        version=row.version,
        position=row.position,
        comes=When(row.comes),
        label=row.label,
        amount_cents=row.amount_cents,
        expected_on=expected_on,
        state=InstalmentState(row.state),
        reason=row.reason,
        changed_at=row.changed_at,
        late_told_at=late_told_at,
        received_cents=int(row.received_cents),
    )
