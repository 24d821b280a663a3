"""Storage of how the money of an award comes: one plan for each application."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.instalments.plans import PlanKind
from services.tracker.domain.instalments.records import InstalmentPlan
from services.tracker.storage.tables import instalment_plan as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.wording.texts import gettext as _


def add(connection: Connection, scope: Scope, plan: InstalmentPlan) -> None:
    """Keeps the plan of an application that has none. Raises NotFound for a place out of reach."""
    if not scope.reaches(plan.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**asdict(plan)))


def of_application(connection: Connection, scope: Scope, application_id: str) -> InstalmentPlan | None:
    """The plan of an application, None when nobody made one."""
    query = sa.select(table).where(table.c.application_id == application_id, scope.limits(table.c.place_id))
    row = connection.execute(query).one_or_none()
    return None if row is None else _record(row)


def change(connection: Connection, scope: Scope, before: InstalmentPlan, **values: Any) -> InstalmentPlan:
    """Writes new values over the version that `before` had. Raises Stale when somebody else changed it in between."""
    after = replace(before, version=before.version + 1, **values)
    conditions = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*conditions).values(**asdict(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze afspraken over het geld net veranderd."))
    return after


def _record(row: sa.Row[Any]) -> InstalmentPlan:
    return InstalmentPlan(**{**row._mapping, "kind": PlanKind(row.kind)})
