"""A lock that ends by itself: of several processes one works, and another takes over when it dies."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from shared.notifier.database_clock import database_now
from shared.notifier.insert import insert_new
from shared.notifier.tables import lease_lock
from shared.plumbing.database import Database


class LeaseLock:
    """One named lock in the notifier's database, held by `holder` for `lease` at a time."""

    def __init__(self, database: Database, name: str, holder: str, lease: timedelta) -> None:
        self._database = database
        self._name = name
        self._holder = holder
        self._lease = lease

    def take(self) -> bool:
        """Takes the lock or keeps it for another lease; False while another process holds it."""
        with self._database.transaction() as connection:
            now = database_now(connection)
            free = sa.or_(lease_lock.c.holder == self._holder, lease_lock.c.until <= now)
            values = {"holder": self._holder, "until": now + self._lease}
            renewed = connection.execute(
                sa.update(lease_lock).where(lease_lock.c.name == self._name, free).values(**values)
            )
            if renewed.rowcount == 1:
                return True
            return insert_new(connection, lease_lock, [{"name": self._name, **values}]) == [self._name]

    def release(self) -> None:
        """Lets the next one in at once."""
        with self._database.transaction() as connection:
            connection.execute(
                sa.delete(lease_lock).where(lease_lock.c.name == self._name, lease_lock.c.holder == self._holder)
            )
