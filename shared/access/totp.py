"""Codes of an app on somebody's phone (TOTP, RFC 6238): six digits that change every half minute, each taken once."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.sealing import seal, unseal
from shared.access.secrets import same
from shared.access.tables import factors

ISSUER = "Steunstromen"
STEP_SECONDS = 30
WINDOW = 1
"""Codes of one step before and after are taken too: clocks of phones differ."""
PURPOSE = "totp"
_SEPARATORS = " -\t\u00a0"


def new_key() -> str:
    """A new key, as people type it into an app: 160 random bits in base32."""
    import pyotp

    return pyotp.random_base32()


def address_of(key: str, email: str) -> str:
    """What the QR code holds: the address that apps know (otpauth)."""
    import pyotp

    return pyotp.TOTP(key).provisioning_uri(name=email, issuer_name=ISSUER)


def drawing_of(key: str, email: str) -> str:
    """The QR code as the address of an image (SVG in a data address)."""
    import segno

    code = segno.make(address_of(key, email), error="m", micro=False)
    return code.svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def confirm(connection: Connection, person_id: str, *, key: str, code: str, secret: bytes, now: datetime) -> bool:
    """Keeps the key when the code shows that the app has it, instead of an earlier one; returns whether it did."""
    step = _step_of(key, code, now)
    if step is None:
        return False
    remove(connection, person_id)
    connection.execute(
        sa.insert(factors.totp).values(
            person_id=person_id, sealed=seal(secret, PURPOSE, person_id, key), added_at=now, last_step=step
        )
    )
    return True


def check(connection: Connection, person_id: str, *, code: str, secret: bytes, now: datetime) -> bool:
    """Whether the code is right and was not taken before; it and every earlier one are spent then."""
    totp = factors.totp
    kept = connection.execute(sa.select(totp.c.sealed).where(totp.c.person_id == person_id)).scalar()
    if kept is None:
        return False
    step = _step_of(unseal(secret, PURPOSE, person_id, kept), code, now)
    if step is None:
        return False
    # In one statement: two requests with the same code can't both have it.
    taken = connection.execute(
        sa.update(totp).where(totp.c.person_id == person_id, totp.c.last_step < step).values(last_step=step)
    )
    return taken.rowcount == 1


def remove(connection: Connection, person_id: str) -> bool:
    """Forgets the key; returns whether there was one."""
    return connection.execute(sa.delete(factors.totp).where(factors.totp.c.person_id == person_id)).rowcount == 1


def _step_of(key: str, code: str, now: datetime) -> int | None:
    """The half minute (counted from 1970) that the code belongs to, when it is near enough."""
    import pyotp

    typed = "".join(c for c in code if c not in _SEPARATORS)
    step = int(now.timestamp()) // STEP_SECONDS
    near = pyotp.TOTP(key, interval=STEP_SECONDS)
    fitting = [at for at in range(step - WINDOW, step + WINDOW + 1) if same(near.generate_otp(at), typed)]
    return max(fitting, default=None)
