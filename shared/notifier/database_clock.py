"""The clock of the database. Leases go by it: processes on several machines agree on no other."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def database_now(connection: Connection) -> datetime:
    """The present moment as the database sees it, aware, in UTC."""
    if connection.dialect.name == "sqlite":
        text = connection.scalar(sa.text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')"))
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)
    moment: datetime = connection.execute(sa.text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)
