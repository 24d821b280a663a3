"""Storage of the parts of partners in an application: each write compares state and version first.

The lead reaches a row, and so does the partner that it is about.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.partners import LIVE, Partnership, PartnerState
from services.tracker.storage.tables import partnership as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.wording.texts import gettext as _

_NAMES = tuple(field.name for field in fields(Partnership))
_LIVE = sorted(state.value for state in LIVE)


def in_reach(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that somebody belongs to the lead or to the partner, or looks after one."""
    return sa.or_(scope.limits(table.c.place_id), scope.limits(table.c.partner_id))


def add(connection: Connection, scope: Scope, one: Partnership) -> None:
    """Keeps a new part. Raises NotFound when the lead is out of reach."""
    if not scope.reaches(one.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**_values(one)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> list[Partnership]:
    """The parts in an application that are in reach, also of who left, in the order in which they were made."""
    query = sa.select(table).where(table.c.application_id == application_id, in_reach(scope)).order_by(table.c.id)
    return [_record(row) for row in connection.execute(query)]


def of_partners(connection: Connection, scope: Scope, partner_ids: Collection[str]) -> list[Partnership]:
    """Where these organisations take part with others, newest first."""
    condition = (table.c.partner_id.in_(sorted(partner_ids)), table.c.state.in_(_LIVE), in_reach(scope))
    query = sa.select(table).where(*condition).order_by(table.c.recorded_at.desc(), table.c.id)
    return [_record(row) for row in connection.execute(query)]


def change(connection: Connection, scope: Scope, before: Partnership, **values: Any) -> Partnership:
    """Writes new values over the state and version that `before` had. Raises Stale when somebody else was first."""
    after = replace(before, version=before.version + 1, **values)
    condition = (
        table.c.id == before.id,
        table.c.state == before.state.value,
        table.c.version == before.version,
        in_reach(scope),
    )
    if connection.execute(sa.update(table).where(*condition).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft dit net veranderd. Kijk eerst wat er nu staat."))
    return after


def _values(one: Partnership) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _NAMES} | {"state": one.state.value}


def _record(row: sa.Row[Any]) -> Partnership:
    return Partnership(**{**row._mapping, "state": PartnerState(row.state)})
