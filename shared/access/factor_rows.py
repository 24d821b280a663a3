"""Which second factors somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import factors


@dataclass(frozen=True)
class Passkey:
    """A passkey as its owner sees it; the name is theirs."""

    id: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What somebody has besides their mail. `recovery_left` is how many codes of their paper can still be used."""

    totp_since: datetime | None
    passkeys: tuple[Passkey, ...]
    recovery_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second factor. A paper with codes is only a way back to one."""
        return self.totp_since is not None or bool(self.passkeys)


def has_factor(connection: Connection, person_id: str) -> bool:
    """Whether the person has a second factor, which is then asked for at every sign-in."""
    totp, passkey = factors.totp, factors.passkey
    found = sa.or_(
        sa.exists().where(totp.c.person_id == person_id), sa.exists().where(passkey.c.person_id == person_id)
    )
    return bool(connection.execute(sa.select(found)).scalar())


def factors_of(connection: Connection, person_id: str) -> Factors:
    """The factors that a person has now."""
    totp, passkey, code = factors.totp, factors.passkey, factors.recovery_code
    since = connection.execute(sa.select(totp.c.added_at).where(totp.c.person_id == person_id)).scalar()
    keys = connection.execute(
        sa.select(passkey.c.id, passkey.c.name, passkey.c.added_at, passkey.c.used_at)
        .where(passkey.c.person_id == person_id)
        .order_by(passkey.c.id)
    )
    left = connection.execute(
        sa.select(sa.func.count()).select_from(code).where(code.c.person_id == person_id, code.c.used_at.is_(None))
    ).scalar_one()
    return Factors(since, tuple(Passkey(*row) for row in keys), left)
