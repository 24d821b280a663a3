"""The applications of a project as its funding plan sees them, and the kind of their providers."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.funding import NO_COVER, Request
from services.tracker.domain.decisions import REFUSALS
from services.tracker.domain.states import State
from services.tracker.storage.tables import application, decision, settlement, source_snapshot
from shared.access.scope import Scope


def of_project(connection: Connection, scope: Scope, place_id: str, project: str) -> list[Request]:
    """The applications of a project of a place that a plan reckons with, the oldest first; see `project_key`."""
    refused = decision.c.outcome.in_([outcome.value for outcome in REFUSALS])
    granted = (
        # A refusal that took the place of an award has no amount, and leaves nothing of it.
        sa.select(sa.case((refused, 0), else_=decision.c.amount_cents))
        .where(decision.c.application_id == application.c.id, sa.or_(refused, decision.c.amount_cents.is_not(None)))
        .order_by(decision.c.recorded_at.desc(), decision.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    settled = (
        sa.select(settlement.c.final_cents)
        .where(settlement.c.application_id == application.c.id)
        .order_by(settlement.c.recorded_at.desc(), settlement.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        sa.select(
            application.c.id,
            application.c.source_name,
            application.c.state,
            application.c.amount_cents,
            sa.func.coalesce(settled, granted).label("granted_cents"),
        )
        .where(
            application.c.place_id == place_id,
            sa.or_(application.c.need_id == project, sa.and_(application.c.need_id == "", application.c.id == project)),
            application.c.state.not_in([state.value for state in NO_COVER]),
            scope.limits(application.c.place_id),
        )
        .order_by(application.c.created_at, application.c.id)
    )
    return [
        Request(
            row.id,
            row.source_name,
            State(row.state),
            row.amount_cents,
            row.granted_cents,
        )
        for row in connection.execute(query)
    ]


def of_providers(
    connection: Connection, scope: Scope, application_ids: Collection[str], kinds: Collection[str]
) -> frozenset[str]:
    """Those of these applications whose provider is of one of these kinds."""
    kind = source_snapshot.c.snapshot["providerKind"].as_string()
    query = sa.select(source_snapshot.c.application_id).where(
        source_snapshot.c.application_id.in_(sorted(application_ids)),
        kind.in_(sorted(kinds)),
        scope.limits(source_snapshot.c.place_id),
    )
    return frozenset(connection.execute(query).scalars())
