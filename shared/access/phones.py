"""Phones that are remembered: 90 days without a new code, for what `shared.access.remembered` names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import sessions
from shared.access.actor_rows import actor_of_person
from shared.access.actors import Actor, Role
from shared.access.cookies import PHONE_LIVES
from shared.access.secrets import digest, new_token
from shared.access.sessions import Means, StartedOn, needs_second_factor, standing_of
from shared.access.tables import factors
from shared.kernel.ids import new_id

NEVER_FOR = (Role.COORDINATOR, Role.FUNDER, Role.ADMINISTRATOR)
"""Who sees so much that a phone in other hands must not be enough."""
device = factors.device


@dataclass(frozen=True)
class Phone:
    """A remembered phone as its owner sees it."""

    id: str
    name: str
    added_at: datetime
    used_at: datetime
    ends_at: datetime


def may_be_remembered(actor: Actor) -> bool:
    """Whether a phone of this person may be remembered: yes, unless they hold a role that sees too much."""
    return not any(actor.has_role(role) for role in NEVER_FOR)


def remember(connection: Connection, actor: Actor, *, name: str, at: datetime) -> str | None:
    """Remembers the phone and gives the value for its cookie; None for somebody whose phone may not be."""
    if not may_be_remembered(actor):
        return None
    value = new_token() + new_token()[:10]
    connection.execute(
        sa.insert(device).values(
            id=new_id(),
            person_id=actor.person_id,
            value_hash=digest(value),
            name=name,
            standing=standing_of(actor),
            factor_at=actor.strong_at,
            added_at=at,
            used_at=at,
            ends_at=at + PHONE_LIVES,
        )
    )
    return value


def is_known(connection: Connection, value: str, at: datetime) -> bool:
    """Whether the value may be that of a remembered phone: a look that writes nothing, for every request with one."""
    query = sa.select(device.c.id).where(device.c.value_hash == digest(value), *_live(at))
    return connection.execute(query).first() is not None


def begin(connection: Connection, value: str, *, browser: str, at: datetime) -> str | None:
    """Starts a session on a remembered phone and gives the value for its cookie; None when it is a stranger.

    It is one after 90 days, when it was ended, when the person was shut out, and when their roles changed since.
    """
    row = connection.execute(sa.select(device).where(device.c.value_hash == digest(value), *_live(at))).first()
    if row is None:
        return None
    actor = actor_of_person(connection, row.person_id, at)
    if actor is None or row.standing != standing_of(actor) or (needs_second_factor(actor) and row.factor_at is None):
        connection.execute(sa.update(device).where(device.c.id == row.id).values(ended_at=at))
        return None
    connection.execute(sa.update(device).where(device.c.id == row.id).values(used_at=at))
    return sessions.start(
        connection,
        person_id=row.person_id,
        means=Means.PHONE,
        at=at,
        browser=browser,
        device=StartedOn(row.id, row.value_hash, row.factor_at),
    )


def phones_of(connection: Connection, person_id: str, at: datetime) -> list[Phone]:
    """The phones of a person that are remembered now, the newest first."""
    rows = connection.execute(
        sa.select(device.c.id, device.c.name, device.c.added_at, device.c.used_at, device.c.ends_at)
        .where(device.c.person_id == person_id, *_live(at))
        .order_by(device.c.id.desc())
    )
    return [Phone(*row) for row in rows]


def forget(connection: Connection, person_id: str, phone_id: str, *, at: datetime) -> bool:
    """Forgets one phone of the person and ends what runs on it; returns whether there was one."""
    mine = (device.c.person_id == person_id, device.c.id == phone_id, device.c.ended_at.is_(None))
    if connection.execute(sa.update(device).where(*mine).values(ended_at=at)).rowcount != 1:
        return False
    sessions.end_of_device(connection, phone_id, at=at)
    return True


def forget_this(connection: Connection, value: str, *, at: datetime) -> None:
    """Forgets the phone behind a cookie's value: somebody signs out on it."""
    connection.execute(
        sa.update(device).where(device.c.value_hash == digest(value), device.c.ended_at.is_(None)).values(ended_at=at)
    )


def forget_all(connection: Connection, person_id: str, *, at: datetime) -> int:
    """Forgets every phone of a person; returns how many."""
    mine = (device.c.person_id == person_id, device.c.ended_at.is_(None))
    return connection.execute(sa.update(device).where(*mine).values(ended_at=at)).rowcount


def _live(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return device.c.ended_at.is_(None), device.c.ends_at > at
