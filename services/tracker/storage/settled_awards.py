"""Finding settled applications whose account can be closed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.states import State
from services.tracker.storage.tables import application, credit, repayment, settlement
from shared.access.scope import Scope


def paid_in_full(connection: Connection, scope: Scope, *, limit: int) -> list[str]:
    """Ids of settled applications that have received, less what went back, exactly what their last settlement says."""
    final = (
        sa.select(settlement.c.final_cents)
        .where(settlement.c.application_id == application.c.id)
        .order_by(settlement.c.recorded_at.desc(), settlement.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    received = _sum(credit.c.amount_cents, credit.c.application_id, credit.c.taken_back_at.is_(None))
    repaid = _sum(repayment.c.amount_cents, repayment.c.application_id)
    query = (
        sa.select(application.c.id)
        .where(
            application.c.state == State.SETTLED.value,
            final == received - repaid,
            scope.limits(application.c.place_id),
        )
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def _sum(
    amount: sa.Column[int], application_id: sa.Column[str], *conditions: sa.ColumnElement[bool]
) -> sa.ScalarSelect[int]:
    total = sa.select(sa.func.coalesce(sa.func.sum(amount), 0))
    return total.where(application_id == application.c.id, *conditions).scalar_subquery()
