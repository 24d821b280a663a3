"""Removes what nobody can use any more: sessions, sign-ins and leaves that are over, and counted tries."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import api_token, challenge, factors, leave, rate_hit, session
from shared.kernel.retention import Kept, kept_for


def forget_old(connection: Connection, now: datetime) -> int:
    """Removes sessions, challenges, phones, leaves and counted tries that are long over; returns how many rows."""
    old = (
        sa.delete(session).where(session.c.signed_in_at < now - kept_for(Kept.SIGN_INS)),
        sa.delete(challenge).where(challenge.c.expires_at < now - kept_for(Kept.SIGN_IN_CODES)),
        sa.delete(leave).where(leave.c.ends_on < (now - kept_for(Kept.LEAVES)).date()),
        sa.delete(rate_hit).where(rate_hit.c.at < now - kept_for(Kept.COUNTED_TRIES)),
        sa.delete(factors.spent_ceremony).where(factors.spent_ceremony.c.at < now - kept_for(Kept.SIGN_IN_CODES)),
        sa.delete(factors.device).where(factors.device.c.ends_at < now - kept_for(Kept.SIGN_INS)),
        sa.delete(api_token).where(api_token.c.expires_at < now - kept_for(Kept.SIGN_INS)),
    )
    return sum(connection.execute(statement).rowcount for statement in old)
