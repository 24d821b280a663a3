"""Sources that turned out to be another one, and pairs that are really two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.storage.tables import distinct_sources as pairs
from services.matcher.storage.tables import source_redirect as table
from shared.access.scope import Scope

MOST_STEPS = 20


@dataclass(frozen=True)
class Redirect:
    """Who asks for `old_id` gets `kept_id`, which took over the fields `taken`; `children` had the old as parent."""

    old_id: str
    kept_id: str
    taken: Sequence[Mapping[str, Any]]
    children: Sequence[str]
    merged_by: str
    merged_at: datetime


def keep_redirect(scope: Scope, connection: Connection, redirect: Redirect) -> None:
    """Remembers that two were one."""
    connection.execute(sa.insert(table).values(**asdict(redirect)))


def find_redirect(scope: Scope, connection: Connection, old_id: str) -> Redirect | None:
    """Where an old source leads, None when it leads nowhere."""
    row = connection.execute(sa.select(table).where(table.c.old_id == old_id)).mappings().first()
    return None if row is None else Redirect(**row)


def redirected(scope: Scope, connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these sources lead to another one."""
    return set(connection.execute(sa.select(table.c.old_id).where(table.c.old_id.in_(list(ids)))).scalars())


def remove_redirect(scope: Scope, connection: Connection, old_id: str) -> None:
    """Forgets that two were one."""
    connection.execute(sa.delete(table).where(table.c.old_id == old_id))


def followed(scope: Scope, connection: Connection, source_id: str) -> str:
    """The id at the end of all redirects from this one."""
    for __ in range(MOST_STEPS):
        redirect = find_redirect(scope, connection, source_id)
        if redirect is None:
            break
        source_id = redirect.kept_id
    return source_id


def ends_of(scope: Scope, connection: Connection, source_ids: Collection[str]) -> dict[str, str]:
    """For many at once: the id at the end, of those that lead on. One query, and one more per step that is made."""
    ends: dict[str, str] = {}
    ahead = {source_id: source_id for source_id in source_ids}  # where each way has come so far
    for __ in range(MOST_STEPS):
        if not ahead:
            break
        query = sa.select(table.c.old_id, table.c.kept_id).where(table.c.old_id.in_(sorted(set(ahead.values()))))
        steps = {row.old_id: row.kept_id for row in connection.execute(query)}
        ahead = {source_id: steps[here] for source_id, here in ahead.items() if here in steps}
        ends |= ahead
    return ends


def former_ids(scope: Scope, connection: Connection, kept_ids: Collection[str]) -> dict[str, list[str]]:
    """For these sources: the ids of those that lead to them, over any number of steps."""
    found: dict[str, list[str]] = {}
    ahead = {kept_id: kept_id for kept_id in kept_ids}
    for __ in range(MOST_STEPS):
        if not ahead:
            break
        query = sa.select(table.c.old_id, table.c.kept_id).where(table.c.kept_id.in_(sorted(ahead)))
        ahead = {row.old_id: ahead[row.kept_id] for row in connection.execute(query)}
        for old_id, end in sorted(ahead.items()):
            found.setdefault(end, []).append(old_id)
    return found


def redirects(scope: Scope, connection: Connection, *, limit: int) -> list[Redirect]:
    """The newest redirects."""
    query = sa.select(table).order_by(table.c.merged_at.desc(), table.c.old_id).limit(limit)
    return [Redirect(**row) for row in connection.execute(query).mappings()]


def keep_distinct(scope: Scope, connection: Connection, pair: tuple[str, str], *, told_by: str, at: datetime) -> None:
    """Remembers that two sources (in order of id) that look alike are two. Telling it again changes nothing."""
    first, second = pair
    known = sa.select(pairs.c.first_id).where(pairs.c.first_id == first, pairs.c.second_id == second)
    if connection.execute(known).first() is None:
        row = {"first_id": first, "second_id": second, "told_by": told_by, "told_at": at}
        connection.execute(sa.insert(pairs).values(**row))


def distinct_pairs(scope: Scope, connection: Connection) -> list[tuple[str, str]]:
    """All pairs of which somebody said that they are two."""
    return [(row.first_id, row.second_id) for row in connection.execute(sa.select(pairs.c.first_id, pairs.c.second_id))]
