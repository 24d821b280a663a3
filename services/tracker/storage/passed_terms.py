"""Terms that went by while nobody wrote down what came of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.deadlines import DeadlineState, Kind
from services.tracker.domain.states import State
from services.tracker.storage.tables import application, deadline
from shared.access.scope import Scope


def passed(
    connection: Connection,
    scope: Scope,
    *,
    now: datetime,
    kinds: Collection[Kind],
    states: Collection[State],
    limit: int,
) -> list[tuple[str, str]]:
    """Place and application of confirmed terms of these kinds that are over, longest ago first."""
    query = (
        sa.select(deadline.c.place_id, deadline.c.application_id)
        .join(application, application.c.id == deadline.c.application_id)
        .where(
            deadline.c.state == DeadlineState.CONFIRMED.value,
            deadline.c.kind.in_([kind.value for kind in kinds]),
            deadline.c.closes_at <= now,
            application.c.state.in_([state.value for state in states]),
            scope.limits(deadline.c.place_id),
        )
        .order_by(deadline.c.closes_at, deadline.c.id)
        .limit(limit)
    )
    return [(row.place_id, row.application_id) for row in connection.execute(query)]
