"""Storage of neighbourhood strategies."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.agreements.records import Strategy
from services.tracker.storage.tables import agreement
from services.tracker.storage.tables import neighbourhood_strategy as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, strategy: Strategy) -> None:
    """Keeps a new strategy. Raises NotFound for an organisation out of reach."""
    if not scope.reaches(strategy.place_id):
        raise NotFound(_("Deze organisatie is niet gevonden."))
    connection.execute(sa.insert(table).values(**_values(strategy)))


def get(connection: Connection, scope: Scope, strategy_id: str) -> Strategy:
    """The strategy, for its owner and for whoever has an agreement under it. Raises NotFound."""
    if is_id(strategy_id):
        row = connection.execute(sa.select(table).where(table.c.id == strategy_id, _in_reach(scope))).one_or_none()
        if row is not None:
            return _record(row)
    raise NotFound(_("Deze wijkstrategie is niet gevonden."))


def listed(connection: Connection, scope: Scope) -> list[Strategy]:
    """The strategies in reach, newest period first."""
    query = sa.select(table).where(_in_reach(scope)).order_by(table.c.starts_on.desc(), table.c.name, table.c.id)
    return [_record(row) for row in connection.execute(query)]


def change(connection: Connection, scope: Scope, before: Strategy, after: Strategy) -> Strategy:
    """Writes a strategy anew. Raises Stale when somebody else changed it in between."""
    condition = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*condition).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze wijkstrategie net veranderd."))
    return after


def _in_reach(scope: Scope) -> sa.ColumnElement[bool]:
    served = sa.select(agreement.c.strategy_id).where(
        sa.or_(scope.limits(agreement.c.place_id), scope.limits(agreement.c.partner_id))
    )
    return sa.or_(scope.limits(table.c.place_id), table.c.id.in_(served))


def _values(strategy: Strategy) -> dict[str, Any]:
    return {name: getattr(strategy, name) for name in _PLAIN} | {"goals": list(strategy.goals)}


def _record(row: sa.Row[Any]) -> Strategy:
    return Strategy(**{name: getattr(row, name) for name in _PLAIN}, goals=tuple(row.goals))


_PLAIN = ("id", "place_id", "version", "name", "area", "starts_on", "ends_on")
