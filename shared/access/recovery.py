"""The paper for who lost their phone: ten codes, each good for one sign-in."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.secrets import keyed
from shared.access.tables import factors
from shared.kernel.ids import new_id

CODES = 10
GROUPS, GROUP_LETTERS = 4, 4
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and digits that look alike on paper: 16 of them are more than 78 bits."""


def make(connection: Connection, person_id: str, *, secret: bytes) -> tuple[str, ...]:
    """Ten new codes instead of the earlier ones. They are shown this once: only their digests are kept."""
    codes = tuple(_new_code() for _ in range(CODES))
    table = factors.recovery_code
    connection.execute(sa.delete(table).where(table.c.person_id == person_id))
    rows = [{"id": new_id(), "person_id": person_id, "code_hash": _hash(secret, person_id, code)} for code in codes]
    connection.execute(sa.insert(table), rows)
    return codes


def use(connection: Connection, person_id: str, code: str, *, secret: bytes, now: datetime) -> bool:
    """Whether the code stands on the person's paper and was not used; it is used then."""
    table = factors.recovery_code
    used = connection.execute(
        sa.update(table)
        .where(
            table.c.person_id == person_id,
            table.c.code_hash == _hash(secret, person_id, code),
            table.c.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return used.rowcount == 1


def remove(connection: Connection, person_id: str) -> None:
    """Makes the paper worthless."""
    connection.execute(sa.delete(factors.recovery_code).where(factors.recovery_code.c.person_id == person_id))


def _new_code() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LETTERS)]
    return "-".join("".join(letters[at : at + GROUP_LETTERS]) for at in range(0, len(letters), GROUP_LETTERS))


def _hash(secret: bytes, person_id: str, code: str) -> str:
    typed = "".join(c for c in code.upper() if c.isalnum())
    return keyed(secret, "recovery-code", f"{person_id}:{typed}").hex()
