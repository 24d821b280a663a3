"""Sessions on the server: the browser holds a random value, the database its digest and everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actor_rows import actor_from, actor_query
from shared.access.actors import Actor, Role, strongest_role
from shared.access.secrets import digest, keyed_text, new_token
from shared.access.tables import person, session
from shared.plumbing.prepared import Prepared

SEEN_EVERY = timedelta(minutes=1)


class Means(StrEnum):
    """How somebody proved who they are."""

    CODE = "code"
    LINK = "link"
    DEMO = "demo"


@dataclass(frozen=True)
class SessionLimit:
    """How long a session lives without use, and at most."""

    idle: timedelta
    absolute: timedelta


_LONG = SessionLimit(timedelta(hours=8), timedelta(days=14))
_SHORT = SessionLimit(timedelta(hours=1), timedelta(hours=12))
_SHORTEST = SessionLimit(timedelta(minutes=15), timedelta(hours=4))
LIMIT_OF = {Role.FUNDER: _SHORT, Role.COORDINATOR: _SHORT, Role.ADMINISTRATOR: _SHORTEST}


_FACTS = (session.c.id_hash, session.c.signed_in_at, session.c.strong_at, session.c.last_seen_at)
_LIVE = Prepared(
    actor_query(*_FACTS)
    .join(session, session.c.person_id == person.c.id)
    .where(session.c.id_hash == sa.bindparam("id_hash"), session.c.ended_at.is_(None))
)


@dataclass(frozen=True)
class LiveSession:
    """A session that holds now. `is_due` says that it is time to write down that it was used."""

    actor: Actor
    is_due: bool


def start(connection: Connection, *, person_id: str, means: Means, at: datetime, instead_of: str | None = None) -> str:
    """Starts a session and gives the value for the cookie. Always a new value; the one it comes instead of ends.

    The demo's links count as a second factor.
    """
    if instead_of:
        end(connection, instead_of, at=at, reason="rotated")
    value = new_token()
    connection.execute(
        sa.insert(session).values(
            id_hash=digest(value),
            person_id=person_id,
            means=means.value,
            signed_in_at=at,
            strong_at=at if means is Means.DEMO else None,
            last_seen_at=at,
        )
    )
    return value


def load(connection: Connection, value: str, *, secret: bytes, now: datetime) -> LiveSession | None:
    """The session behind a cookie's value with the person as they are now; None when it is unknown, over or ended."""
    rows = _LIVE.all(connection, id_hash=digest(value), at=now)
    if not rows:
        return None
    row = rows[0]
    actor = actor_from(
        connection,
        rows,
        session_id=row.id_hash,
        csrf_token=csrf_token(secret, value),
        signed_in_at=row.signed_in_at,
        strong_at=row.strong_at,
    )
    if not _is_live(actor, row.signed_in_at, row.last_seen_at, now):
        return None
    return LiveSession(actor, is_due=now - row.last_seen_at >= SEEN_EVERY)


def limit_of(actor: Actor) -> SessionLimit:
    """The limit of the strongest role that the person has."""
    return LIMIT_OF.get(strongest_role(role for role, _ in actor.roles), _LONG)


def mark_seen(connection: Connection, session_id: str, *, at: datetime) -> None:
    """Writes down that the session (by its digest) was used."""
    connection.execute(sa.update(session).where(session.c.id_hash == session_id).values(last_seen_at=at))


def end(connection: Connection, value: str, *, at: datetime, reason: str = "signed_out") -> None:
    """Ends the session behind a cookie's value; the cookie is worth nothing from now on."""
    connection.execute(
        sa.update(session)
        .where(session.c.id_hash == digest(value), session.c.ended_at.is_(None))
        .values(ended_at=at, end_reason=reason)
    )


def end_all(connection: Connection, person_id: str, *, at: datetime, reason: str = "everywhere") -> int:
    """Ends every session of a person, on all devices; returns how many."""
    ended = connection.execute(
        sa.update(session)
        .where(session.c.person_id == person_id, session.c.ended_at.is_(None))
        .values(ended_at=at, end_reason=reason)
    )
    return ended.rowcount


def csrf_token(secret: bytes, cookie_value: str) -> str:
    """The form token that belongs to a cookie's value, of a session or of a visit without one."""
    return keyed_text(secret, "csrf", cookie_value)


def _is_live(actor: Actor, signed_in_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
    limit = limit_of(actor)
    return now - last_seen_at < limit.idle and now - signed_in_at < limit.absolute
