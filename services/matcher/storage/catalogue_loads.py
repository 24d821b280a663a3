"""What was read from catalogue files, what was refused, and which fields were held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.tables import catalogue_load as table
from shared.access.scope import Scope
from shared.kernel.ids import new_id


@dataclass(frozen=True)
class CatalogueLoad:
    """One load: counts per outcome (`new`, `changed`, `same`, `held`, `dropped`, `refused` ...), problems, held fields.

    `held` has a row {id, field, before, after} for each field that stayed `before` where the file says `after`.
    """

    origin: str
    digest: str
    counts: Mapping[str, int]
    problems: Sequence[Mapping[str, Any]]
    loaded_at: datetime
    held: Sequence[Mapping[str, Any]] = ()


def newest_load(scope: Scope, connection: Connection) -> CatalogueLoad | None:
    """The last load, None when nothing was loaded yet."""
    columns = (table.c.origin, table.c.digest, table.c.counts, table.c.problems, table.c.loaded_at, table.c.held)
    query = sa.select(*columns).order_by(table.c.loaded_at.desc(), table.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else CatalogueLoad(**{**row, "held": row["held"] or ()})


def keep_load(scope: Scope, connection: Connection, load: CatalogueLoad) -> None:
    """Remembers a load."""
    row = {
        "id": new_id(),
        "origin": load.origin,
        "digest": load.digest,
        "counts": dict(load.counts),
        "problems": [dict(problem) for problem in load.problems],
        "loaded_at": load.loaded_at,
        "held": [dict(field) for field in load.held],
    }
    connection.execute(sa.insert(table).values(**row))
