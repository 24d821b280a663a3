"""How far the watch on sources is: a cursor that moves together with what was found."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.inserting import insert_new
from services.matcher.storage.tables import source_watch as table
from shared.access.scope import Scope


@dataclass(frozen=True)
class Watch:
    """Where a watch stands.

    All changes up to `source_number` are done. During a run those up to `run_to` are held against the subjects in the
    order of their ids; `after_id` is the last subject that was done. Between runs `run_to` is None.
    """

    name: str
    source_number: int
    run_to: int | None = None
    after_id: str = ""


def find_watch(scope: Scope, connection: Connection, name: str) -> Watch | None:
    """The watch, None when it never started."""
    row = connection.execute(sa.select(table).where(table.c.name == name)).mappings().first()
    return None if row is None else Watch(**row)


def start_watch(scope: Scope, connection: Connection, watch: Watch) -> None:
    """Keeps the watch, unless it started before."""
    insert_new(connection, table, [asdict(watch)])


def move_watch(scope: Scope, connection: Connection, before: Watch, after: Watch) -> bool:
    """Moves the cursor when it still stands at `before`; False when another process was first."""
    here = sa.and_(
        table.c.name == before.name,
        table.c.source_number == before.source_number,
        table.c.run_to.is_not_distinct_from(before.run_to),
        table.c.after_id == before.after_id,
    )
    return connection.execute(sa.update(table).where(here).values(**asdict(after))).rowcount == 1
