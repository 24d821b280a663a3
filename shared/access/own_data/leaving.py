"""Who has had nothing to do with any organisation for so long that their account goes by itself."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.own_data.people import ERASED_NAME
from shared.access.tables import mandate, membership, person, session
from shared.kernel.retention import Kept, kept_for


def long_gone(people: Connection, now: datetime, limit: int) -> list[str]:
    """People without a role or mandate who had their last one, and were last here, longer ago than the term."""
    before = now - kept_for(Kept.ACCOUNT)
    ended = sa.func.coalesce(mandate.c.ended_at, mandate.c.ends_at)
    still = (
        sa.exists().where(
            membership.c.person_id == person.c.id,
            sa.or_(membership.c.ended_at.is_(None), membership.c.ended_at >= before),
        ),
        sa.exists().where(mandate.c.person_id == person.c.id, ended >= before),
        sa.exists().where(session.c.person_id == person.c.id, session.c.last_seen_at >= before),
    )
    query = (
        sa.select(person.c.id)
        .where(
            person.c.created_at < before,
            person.c.is_demo.is_(False),
            ~person.c.email.startswith(f"{ERASED_NAME}@"),
            *(~one for one in still),
        )
        .order_by(person.c.created_at, person.c.id)
        .limit(limit)
    )
    return list(people.execute(query).scalars())
