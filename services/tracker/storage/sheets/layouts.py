"""Storage of how somebody reads the columns of a sheet: kept under the names of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.storage.tables import sheet_layout as table
from shared.access.scope import Scope
from shared.kernel.ids import new_id
from shared.plumbing.database import upsert


def find(connection: Connection, scope: Scope, signature: str) -> Mapping[str, Any] | None:
    """What this person chose for a sheet with these columns; None when they never brought one."""
    query = sa.select(table.c.choices).where(table.c.owner_id == scope.person_id, table.c.signature == signature)
    found: Mapping[str, Any] | None = connection.execute(query).scalar_one_or_none()
    return found


def keep(connection: Connection, scope: Scope, signature: str, choices: Mapping[str, Any], now: datetime) -> None:
    """Keeps what this person chose for a sheet with these columns."""
    insert = upsert(connection, table).values(
        id=new_id(), owner_id=scope.person_id, signature=signature, choices=dict(choices), kept_at=now
    )
    newer = {name: insert.excluded[name] for name in ("choices", "kept_at")}
    connection.execute(insert.on_conflict_do_update(index_elements=["owner_id", "signature"], set_=newer))
