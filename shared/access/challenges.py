"""Reading the challenges of people who are signing in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import challenge, person


class Purpose(StrEnum):
    """Why somebody asks. To register is to sign in, or to get an account when the address is new."""

    SIGN_IN = "sign_in"
    REGISTER = "register"


def find(connection: Connection, challenge_id: str) -> Any:
    """The challenge with the account that its address has by now (it may have been made since); None without one."""
    return connection.execute(
        sa.select(
            *(column for column in challenge.c if column.name != "person_id"),
            person.c.id.label("person_id"),
            person.c.disabled_at,
        )
        .outerjoin(person, person.c.email == challenge.c.email)
        .where(challenge.c.id == challenge_id)
    ).first()


def is_open(challenge_id: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that a challenge can still be answered."""
    return (
        challenge.c.id == challenge_id,
        challenge.c.used_at.is_(None),
        challenge.c.expires_at > now,
        challenge.c.tries_left > 0,
    )


def reaches_somebody(row: Any) -> bool:
    """Whether there is somebody to sign in: an account that is not shut out, or a newcomer who registers."""
    if row.person_id is None:
        return bool(row.purpose == Purpose.REGISTER)
    return row.disabled_at is None


def email_of_challenge(connection: Connection, challenge_id: str, now: datetime | None = None) -> str | None:
    """Where the mail of a challenge goes; None when it is used, over (at `now`, when given) or reaches nobody."""
    row = find(connection, challenge_id)
    if row is None or row.used_at is not None or not reaches_somebody(row):
        return None
    return None if now is not None and row.expires_at <= now else str(row.email)
