"""Storage of calendar feeds: one row per person, which only that person and whoever holds the secret can reach."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.calendars.wishes import CalendarSecret, Wishes
from services.tracker.storage.tables import calendar_secret as table
from shared.access.scope import Scope
from shared.kernel.errors import Stale
from shared.plumbing.database import upsert
from shared.wording.texts import gettext as _


def find(connection: Connection, scope: Scope) -> CalendarSecret | None:
    """The feed of this person; None when they never made one."""
    return _one(connection, table.c.person_id == scope.person_id)


def by_secret(connection: Connection, secret_hash: str) -> CalendarSecret | None:
    """The feed with this secret (as digest), whosever it is; None when no address has it now."""
    return _one(connection, table.c.secret_hash == secret_hash)


def keep_address(
    connection: Connection, scope: Scope, *, secret_hash: str, wishes: Wishes, now: datetime
) -> CalendarSecret:
    """Gives this person's feed an address; the one before stops working."""
    values = {"secret_hash": secret_hash, "made_at": now, "last_read_at": None} | _values(wishes)
    insert = upsert(connection, table).values(person_id=scope.person_id, version=1, **values)
    newer = values | {"version": table.c.version + 1}
    connection.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=newer))
    return _kept(connection, scope)


def change_wishes(connection: Connection, scope: Scope, wishes: Wishes, *, expected_version: int) -> CalendarSecret:
    """Keeps other wishes. Raises Stale when the feed is not the one that was seen."""
    values = _values(wishes) | {"version": table.c.version + 1}
    conditions = (table.c.person_id == scope.person_id, table.c.version == expected_version)
    if connection.execute(sa.update(table).where(*conditions).values(**values)).rowcount != 1:
        found = find(connection, scope)
        raise Stale(_("U hebt dit net ergens anders veranderd."), found.version if found else None)
    return _kept(connection, scope)


def end_address(connection: Connection, scope: Scope) -> bool:
    """Takes the address away; False when there was none."""
    conditions = (table.c.person_id == scope.person_id, table.c.secret_hash.is_not(None))
    values = {"secret_hash": None, "made_at": None, "last_read_at": None, "version": table.c.version + 1}
    return connection.execute(sa.update(table).where(*conditions).values(**values)).rowcount == 1


def mark_read(connection: Connection, secret_hash: str, now: datetime) -> None:
    """Writes down that the feed was read at this address."""
    connection.execute(sa.update(table).where(table.c.secret_hash == secret_hash).values(last_read_at=now))


def _kept(connection: Connection, scope: Scope) -> CalendarSecret:
    found = find(connection, scope)
    if found is None:
        raise LookupError("a row that was just written is there")
    return found


def _one(connection: Connection, condition: sa.ColumnElement[bool]) -> CalendarSecret | None:
    row = connection.execute(sa.select(table).where(condition)).one_or_none()
    if row is None:
        return None
    return CalendarSecret(
        person_id=row.person_id,
        wishes=Wishes(tuple(row.place_ids), tuple(row.alarm_days)),
        version=row.version,
        secret_hash=row.secret_hash,
        made_at=row.made_at,
        last_read_at=row.last_read_at,
    )


def _values(wishes: Wishes) -> dict[str, Any]:
    return {"place_ids": list(wishes.place_ids), "alarm_days": list(wishes.alarm_days)}
