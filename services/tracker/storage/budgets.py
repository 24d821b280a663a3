"""Storage of budgets: the one that people work on, and the versions that applications hold on to."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from services.tracker.domain.budgets.records import Budget, BudgetVersion, Freeze, FreezeReason
from services.tracker.storage.budget_json import application_shares_of, content_of, covers_of, lines_of
from services.tracker.storage.tables import budget as table
from services.tracker.storage.tables import budget_freeze as freezes
from services.tracker.storage.tables import budget_version as versions
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.wording.texts import gettext as _


def of_project(connection: Connection, scope: Scope, place_id: str, project: str) -> Budget | None:
    """The budget of a project of a place; None when nobody made one, or it is out of reach."""
    condition = (table.c.place_id == place_id, table.c.need_id == project, scope.limits(table.c.place_id))
    row = connection.execute(sa.select(table).where(*condition)).one_or_none()
    return None if row is None else _budget(row)


def add(connection: Connection, scope: Scope, budget: Budget) -> None:
    """Keeps the first budget of a project. Raises NotFound for a place out of reach, Stale when there is one now."""
    _reached(scope, budget.place_id)
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(table).values(**_values(budget)))
    except IntegrityError as error:
        raise _changed() from error


def change(connection: Connection, scope: Scope, before: Budget, **values: Any) -> Budget:
    """Writes new values over the version that `before` had; raises Stale when somebody else was first."""
    after = replace(before, version=before.version + 1, **values)
    condition = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*condition).values(**_values(after))).rowcount != 1:
        raise _changed()
    return after


def set_number(connection: Connection, scope: Scope, before: Budget, number: int) -> Budget:
    """Writes the number of the newest frozen version. Its content stays, so nobody at work on it is disturbed."""
    condition = (
        table.c.id == before.id,
        table.c.version == before.version,
        table.c.number == before.number,
        scope.limits(table.c.place_id),
    )
    if connection.execute(sa.update(table).where(*condition).values(number=number)).rowcount != 1:
        raise _changed()
    return replace(before, number=number)


def add_version(connection: Connection, scope: Scope, version: BudgetVersion) -> None:
    """Keeps a frozen version; there is no way to change it."""
    _reached(scope, version.place_id)
    kept = {"content": content_of(version.lines, version.covers)}
    names = ("budget_id", "number", "place_id", "made_by", "made_at")
    connection.execute(sa.insert(versions).values(**kept | {name: getattr(version, name) for name in names}))


def version(connection: Connection, scope: Scope, budget_id: str, number: int) -> BudgetVersion:
    """One frozen version. Raises NotFound when it is not there or out of reach."""
    condition = (versions.c.budget_id == budget_id, versions.c.number == number, scope.limits(versions.c.place_id))
    row = connection.execute(sa.select(versions).where(*condition)).one_or_none()
    if row is None:
        raise NotFound(_("Deze versie van de begroting is niet gevonden."))
    return BudgetVersion(
        row.budget_id,
        row.number,
        row.place_id,
        lines_of(row.content),
        covers_of(row.content),
        row.made_by,
        row.made_at,
    )


def version_dates(connection: Connection, scope: Scope, budget_id: str) -> list[tuple[int, datetime]]:
    """Number and moment of every frozen version, oldest first."""
    query = (
        sa.select(versions.c.number, versions.c.made_at)
        .where(versions.c.budget_id == budget_id, scope.limits(versions.c.place_id))
        .order_by(versions.c.number)
    )
    return [(row.number, row.made_at) for row in connection.execute(query)]


def freeze(connection: Connection, scope: Scope, kept: Freeze) -> None:
    """Keeps that an application holds on to a version."""
    _reached(scope, kept.place_id)
    connection.execute(sa.insert(freezes).values(**vars(kept) | {"reason": kept.reason.value}))


def freezes_of_budget(connection: Connection, scope: Scope, budget_id: str) -> list[Freeze]:
    """Which applications held on to which version of a budget, oldest first."""
    return _freezes(connection, freezes.c.budget_id == budget_id, scope.limits(freezes.c.place_id))


def frozen_of(connection: Connection, scope: Scope, application_id: str) -> BudgetVersion | None:
    """The version that an application holds on to; None before anything was frozen for it."""
    kept = _freezes(connection, freezes.c.application_id == application_id, scope.limits(freezes.c.place_id))
    return version(connection, scope, kept[-1].budget_id, kept[-1].number) if kept else None


def _freezes(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[Freeze]:
    query = sa.select(freezes).where(*conditions).order_by(freezes.c.frozen_at, freezes.c.id)
    names = [field.name for field in fields(Freeze)]
    return [
        Freeze(**{name: getattr(row, name) for name in names} | {"reason": FreezeReason(row.reason)})
        for row in connection.execute(query)
    ]


def _values(budget: Budget) -> dict[str, Any]:
    content = content_of(budget.lines, budget.covers, budget.application_shares)
    return {"content": content} | {name: getattr(budget, name) for name in _PLAIN}


def _budget(row: sa.Row[Any]) -> Budget:
    return Budget(
        **{name: getattr(row, name) for name in _PLAIN},
        lines=lines_of(row.content),
        covers=covers_of(row.content),
        application_shares=application_shares_of(row.content),
    )


def _reached(scope: Scope, place_id: str) -> None:
    if not scope.reaches(place_id):
        raise NotFound(_("Deze plek is niet gevonden."))


def _changed() -> Stale:
    return Stale(_("Iemand anders heeft de begroting veranderd terwijl u bezig was. Kijk eerst wat er nu staat."))


_PLAIN = (
    "id",
    "place_id",
    "need_id",
    "version",
    "number",
    "accepted_gap_cents",
    "gap_reason",
    "updated_by",
    "updated_at",
)
