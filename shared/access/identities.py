"""Accounts at another party with which people sign in here. Each belongs to one person, who joined it on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from shared.access.openid_tokens import Claimed
from shared.access.tables import identity, person
from shared.kernel.ids import new_id


@dataclass(frozen=True)
class Identity:
    """An account elsewhere as its owner sees it."""

    id: str
    issuer: str
    joined_at: datetime
    used_at: datetime | None


def owner_of(connection: Connection, claimed: Claimed, *, now: datetime) -> str | None:
    """Whose account it is here, and notes that it was used; None for nobody, or for somebody who was shut out."""
    found = connection.execute(
        sa.select(identity.c.id, identity.c.person_id)
        .join(person, person.c.id == identity.c.person_id)
        .where(*_is(claimed), person.c.disabled_at.is_(None))
    ).first()
    if found is None:
        return None
    connection.execute(sa.update(identity).where(identity.c.id == found.id).values(used_at=now))
    return str(found.person_id)


def is_joined(connection: Connection, claimed: Claimed) -> bool:
    """Whether the account is somebody's already, also of who was shut out."""
    return connection.execute(sa.select(identity.c.id).where(*_is(claimed))).first() is not None


def join(connection: Connection, person_id: str, claimed: Claimed, *, now: datetime) -> bool:
    """Lets the person sign in with it from now on; False when it is somebody's already."""
    row = {"id": new_id(), "person_id": person_id, "issuer": claimed.issuer, "subject": claimed.subject}
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(identity).values(**row, joined_at=now))
    except IntegrityError:
        return False
    return True


def identities_of(connection: Connection, person_id: str) -> list[Identity]:
    """Those of a person, the oldest first."""
    columns = (identity.c.id, identity.c.issuer, identity.c.joined_at, identity.c.used_at)
    rows = connection.execute(sa.select(*columns).where(identity.c.person_id == person_id).order_by(identity.c.id))
    return [Identity(*row) for row in rows]


def remove(connection: Connection, person_id: str, identity_id: str) -> bool:
    """Forgets one of the person; returns whether there was one."""
    mine = (identity.c.person_id == person_id, identity.c.id == identity_id)
    return connection.execute(sa.delete(identity).where(*mine)).rowcount == 1


def remove_all(connection: Connection, person_id: str) -> None:
    """Forgets all of the person."""
    connection.execute(sa.delete(identity).where(identity.c.person_id == person_id))


def _is(claimed: Claimed) -> tuple[sa.ColumnElement[bool], ...]:
    return identity.c.issuer == claimed.issuer, identity.c.subject == claimed.subject
