"""Removes what nobody can use any more: sessions, sign-ins and leaves that are over, and counted tries."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import challenge, factors, leave, rate_hit, session

SESSION_KEPT = timedelta(days=30)
"""Longer than any session may live."""
CHALLENGE_KEPT = timedelta(days=1)
LEAVE_KEPT = timedelta(days=365)
"""As long as people may ask why a message came to them."""
TRY_KEPT = timedelta(days=1)
"""Longer than any limit looks back."""


def forget_old(connection: Connection, now: datetime) -> int:
    """Removes sessions, challenges, phones, leaves and counted tries that are long over; returns how many rows."""
    old = (
        sa.delete(session).where(session.c.signed_in_at < now - SESSION_KEPT),
        sa.delete(challenge).where(challenge.c.expires_at < now - CHALLENGE_KEPT),
        sa.delete(factors.spent_ceremony).where(factors.spent_ceremony.c.at < now - CHALLENGE_KEPT),
        sa.delete(factors.device).where(factors.device.c.ends_at < now - SESSION_KEPT),
        sa.delete(leave).where(leave.c.ends_on < (now - LEAVE_KEPT).date()),
        sa.delete(rate_hit).where(rate_hit.c.at < now - TRY_KEPT),
    )
    return sum(connection.execute(statement).rowcount for statement in old)
