"""Decisions of the past, as they were read from published registers."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.domain.chance.decision import PastDecision
from services.matcher.storage.past_grant_files import PastGrantFile
from services.matcher.storage.tables import past_grant as table
from shared.access.scope import Scope

_FACTS = ("scheme", "decider", "theme", "periodicity", "year", "asked_cents", "granted_cents")


def editions(scope: Scope, connection: Connection) -> dict[str, str]:
    """The digest of the edition that is kept, per origin."""
    query = sa.select(table.c.origin, table.c.digest).distinct()
    return {row.origin: row.digest for row in connection.execute(query)}


def decisions_of(scope: Scope, connection: Connection, origin: str) -> tuple[PastDecision, ...]:
    """All decisions of one origin, in the order of its file."""
    query = sa.select(*(table.c[name] for name in _FACTS)).where(table.c.origin == origin).order_by(table.c.number)
    return tuple(PastDecision(**row) for row in connection.execute(query).mappings())


def replace_decisions(scope: Scope, connection: Connection, read: PastGrantFile) -> None:
    """Puts this edition in the place of the one that was kept."""
    connection.execute(sa.delete(table).where(table.c.origin == read.origin))
    about = {"origin": read.origin, "digest": read.digest}
    rows = [
        {**about, "number": number, **{name: getattr(decision, name) for name in _FACTS}}
        for number, decision in enumerate(read.decisions, 1)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
