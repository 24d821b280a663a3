"""Terms that went by while nobody wrote down what came of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    waiting: Mapping[State, Kind],
    resting: Collection[str],
    limit: int,
) -> list[str]:
    """Applications with a confirmed term over that their state waits for, longest ago first; not of places that rest.

    Whatever the query gives can be handled at once, so that no row stands in the way of others behind it.
    """
    waited_for = (
        sa.and_(application.c.state == state.value, deadline.c.kind == kind.value) for state, kind in waiting.items()
    )
    query = (
        sa.select(deadline.c.application_id)
        .join(application, application.c.id == deadline.c.application_id)
        .where(
            deadline.c.state == DeadlineState.CONFIRMED.value,
            deadline.c.closes_at <= now,
            deadline.c.place_id.not_in(sorted(resting)),
            sa.or_(*waited_for),
            scope.limits(deadline.c.place_id),
        )
        .order_by(deadline.c.closes_at, deadline.c.id)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())
