"""The sessions of a person as they see them: on which browsers, since when, and ending one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actors import Actor
from shared.access.secrets import digest
from shared.access.sessions import limit_of
from shared.access.tables import session


@dataclass(frozen=True)
class OpenSession:
    """A session as its owner sees it. `handle` names it in a form; it is worth nothing as a cookie."""

    handle: str
    browser: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


def open_of(connection: Connection, actor: Actor, now: datetime) -> list[OpenSession]:
    """The sessions of a person that hold now, the one that was used last first."""
    limit = limit_of(actor)
    rows = connection.execute(
        sa.select(session)
        .where(
            session.c.person_id == actor.person_id,
            session.c.ended_at.is_(None),
            session.c.last_seen_at > now - limit.idle,
            session.c.signed_in_at > now - limit.absolute,
        )
        .order_by(session.c.last_seen_at.desc(), session.c.id_hash)
    )
    return [
        OpenSession(_handle(row.id_hash), row.browser, row.signed_in_at, row.last_seen_at, _is_this(row, actor))
        for row in rows
    ]


def end_by_handle(connection: Connection, person_id: str, handle: str, *, at: datetime) -> bool:
    """Ends one session of a person; returns whether it was open."""
    rows = connection.execute(
        sa.select(session.c.id_hash).where(session.c.person_id == person_id, session.c.ended_at.is_(None))
    ).scalars()
    found = next((id_hash for id_hash in rows if _handle(id_hash) == handle), None)
    if found is None:
        return False
    connection.execute(sa.update(session).where(session.c.id_hash == found).values(ended_at=at, end_reason="ended"))
    return True


def _handle(id_hash: str) -> str:
    return digest(f"handle:{id_hash}")[:16]


def _is_this(row: Any, actor: Actor) -> bool:
    return bool(row.id_hash == actor.session_id)
