"""Storage of partner agreements: each write compares state and version first. Both parties can read one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementState
from services.tracker.storage.tables import agreement as table
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


def in_reach(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that somebody belongs to one of the parties, or looks after one."""
    return sa.or_(scope.limits(table.c.place_id), scope.limits(table.c.partner_id))


def add(connection: Connection, scope: Scope, agreement: Agreement) -> None:
    """Keeps a new agreement. Raises NotFound when neither party is in reach."""
    ours = scope.reaches(agreement.place_id)
    theirs = agreement.partner_id is not None and scope.reaches(agreement.partner_id)
    if not (ours or theirs):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(table).values(**_values(agreement)))


def get(connection: Connection, scope: Scope, agreement_id: str) -> Agreement:
    """The agreement. Raises NotFound when it does not exist or is out of reach."""
    if is_id(agreement_id):
        query = sa.select(table).where(table.c.id == agreement_id, in_reach(scope))
        row = connection.execute(query).one_or_none()
        if row is not None:
            return _record(row)
    raise NotFound(_("Deze afspraken zijn niet gevonden."))


def listed(
    connection: Connection,
    scope: Scope,
    *,
    organisation_id: str | None = None,
    strategy_id: str | None = None,
) -> list[Agreement]:
    """Agreements in reach, of one party or of one strategy, by end date and title."""
    conditions = [in_reach(scope)]
    if organisation_id is not None:
        conditions.append(sa.or_(table.c.place_id == organisation_id, table.c.partner_id == organisation_id))
    if strategy_id is not None:
        conditions.append(table.c.strategy_id == strategy_id)
    order = (table.c.ends_on.is_(None), table.c.ends_on, table.c.title, table.c.id)
    return [_record(row) for row in connection.execute(sa.select(table).where(*conditions).order_by(*order))]


def to_look_at(connection: Connection, scope: Scope, today: date, limit: int) -> list[str]:
    """Ids of agreements at which the clock has something to do, longest waiting first."""
    query = (
        sa.select(table.c.id)
        .where(table.c.look_on <= today, scope.limits(table.c.place_id))
        .order_by(table.c.look_on, table.c.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def change(connection: Connection, scope: Scope, before: Agreement, **values: Any) -> Agreement:
    """Writes new values over the state and version that `before` had; returns the agreement with the next version.

    Raises Stale when somebody else changed it in between.
    """
    after = replace(before, version=before.version + 1, **values)
    condition = (
        table.c.id == before.id,
        table.c.state == before.state.value,
        table.c.version == before.version,
        in_reach(scope),
    )
    if connection.execute(sa.update(table).where(*condition).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft deze afspraken net veranderd."), get(connection, scope, before.id).version)
    return after


def _values(agreement: Agreement) -> dict[str, Any]:
    return {name: getattr(agreement, name) for name in _PLAIN} | {
        "state": agreement.state.value,
        "goals": list(agreement.goals),
        "renewal_wished_by": sorted(side.value for side in agreement.renewal_wished_by),
    }


def _record(row: sa.Row[Any]) -> Agreement:
    return Agreement(
        **{name: getattr(row, name) for name in _PLAIN},
        state=AgreementState(row.state),
        goals=tuple(row.goals),
        renewal_wished_by=frozenset(Side(side) for side in row.renewal_wished_by),
    )


_PLAIN = (
    "id",
    "place_id",
    "partner_id",
    "partner_name",
    "partner_contact",
    "title",
    "version",
    "starts_on",
    "ends_on",
    "notice_days",
    "strategy_id",
    "proposed_on",
    "talk_about_on",
    "next_talk_on",
    "renewal_until",
    "suspension_asked_by",
    "end_told",
    "look_on",
    "created_by",
    "created_at",
    "updated_at",
)
