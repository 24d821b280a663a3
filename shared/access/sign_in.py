"""Signing in without a password: who can read the mail of an address is its owner.

Asking makes a challenge; the mail holds a code of eight digits and a link. Both are made from the challenge's id with
the secret key, at the moment that the mail is written, and are stored nowhere. The callers are the use cases of the
matcher, which also pass the intent on to the outbox in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access import invitations, limits, sessions, tables
from shared.access.addresses import normalise_email
from shared.access.challenges import Purpose, find, is_open, reaches_somebody
from shared.access.enrolment import add_person
from shared.access.paths import own_path
from shared.access.secrets import digest, keyed, keyed_text, same
from shared.access.sessions import Means
from shared.access.tables import challenge
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import is_id, new_id

LIVES = timedelta(minutes=10)
KEPT = timedelta(days=1)
TRIES = 5
CODE_DIGITS = 8


class Outcome(StrEnum):
    """How an attempt ended. `over` covers unknown, used, expired and tried too often: the page says the same of all."""

    SIGNED_IN = "signed_in"
    WRONG_CODE = "wrong_code"
    CODE_NEEDED = "code_needed"
    OVER = "over"


@dataclass(frozen=True)
class Asked:
    """A challenge that was made. `intent` goes to the outbox; when nobody has the address it is withdrawn at once."""

    challenge_id: str
    intent: Intent
    reaches_somebody: bool


@dataclass(frozen=True)
class Finished:
    """How an attempt ended; with SIGNED_IN the value for the cookie and where the person was going."""

    outcome: Outcome
    session_value: str = ""
    person_id: str = ""
    next_path: str = "/"
    tries_left: int = 0


def challenge_secrets(secret: bytes, challenge_id: str) -> tuple[str, str]:
    """The link's token (256 bits) and the code (eight digits) of a challenge, for the mail and for checking."""
    number = int.from_bytes(keyed(secret, "sign-in-code", challenge_id), "big") % 10**CODE_DIGITS
    return keyed_text(secret, "sign-in-link", challenge_id), f"{number:0{CODE_DIGITS}d}"


def link_path(challenge_id: str, token: str) -> str:
    """The path of the link in the mail; put the base address before it."""
    return f"/sign-in/link/{challenge_id}/{token}"


def ask(
    connection: Connection,
    *,
    email: str,
    purpose: Purpose,
    browser: str,
    client: str | None,
    next_path: str | None,
    secret: bytes,
    now: datetime,
) -> Asked:
    """Makes a challenge for an address, known or not, with the same work for both.

    `browser` is the value of the visit cookie that the link will be bound to, `client` the network address.
    Raises InvalidInput for what is no address, TooMany after 5 times an hour for an address or 20 for a client.
    """
    address = normalise_email(email)
    limits.count(connection, limits.SIGN_IN_PER_CLIENT, limits.client_key(client), secret=secret, now=now)
    limits.count(connection, limits.SIGN_IN_PER_ADDRESS, address, secret=secret, now=now)
    person = connection.execute(
        sa.select(tables.person.c.id, tables.person.c.disabled_at).where(tables.person.c.email == address)
    ).first()
    if invitations.is_invited(connection, address, now):
        purpose = Purpose.REGISTER  # who is invited comes in by any door
    reaches = purpose is Purpose.REGISTER if person is None else person.disabled_at is None
    challenge_id = new_id()
    connection.execute(sa.delete(challenge).where(challenge.c.created_at < now - KEPT))
    connection.execute(
        sa.insert(challenge).values(
            id=challenge_id,
            email=address,
            person_id=person.id if person else None,
            purpose=purpose.value,
            browser_hash=digest(browser),
            next_path=own_path(next_path),
            created_at=now,
            expires_at=now + LIVES,
            tries_left=TRIES,
        )
    )
    return Asked(challenge_id, _intent(challenge_id, now), reaches_somebody=reaches)


def finish_with_code(
    connection: Connection,
    *,
    challenge_id: str,
    code: str,
    secret: bytes,
    now: datetime,
    instead_of: str | None = None,
    device_words: str = "",
) -> Finished:
    """Signs in with the code of the mail. Every try counts, also the wrong ones: commit whatever comes out."""
    if not is_id(challenge_id):
        return Finished(Outcome.OVER)
    # Counting first, in one statement: tries that come at once can't share the last one.
    counted = connection.execute(
        sa.update(challenge).where(*is_open(challenge_id, now)).values(tries_left=challenge.c.tries_left - 1)
    )
    if counted.rowcount != 1:
        return Finished(Outcome.OVER)
    row = find(connection, challenge_id)
    typed = "".join(c for c in code if c not in " -\t\u00a0")
    if row is None or not same(typed, challenge_secrets(secret, challenge_id)[1]) or not reaches_somebody(row):
        left = row.tries_left if row else 0
        return Finished(Outcome.WRONG_CODE if left else Outcome.OVER, tries_left=left)
    return _sign_in(connection, row, means=Means.CODE, now=now, instead_of=instead_of, device_words=device_words)


def finish_with_link(
    connection: Connection,
    *,
    challenge_id: str,
    token: str,
    browser: str | None,
    secret: bytes,
    now: datetime,
    instead_of: str | None = None,
    device_words: str = "",
) -> Finished:
    """Signs in with the link of the mail, in the browser that asked; in any other one the code is needed too."""
    if not is_id(challenge_id) or not same(token, challenge_secrets(secret, challenge_id)[0]):
        return Finished(Outcome.OVER)
    row = find(connection, challenge_id)
    if (
        row is None
        or row.used_at is not None
        or row.expires_at <= now
        or row.tries_left < 1
        or not reaches_somebody(row)
    ):
        return Finished(Outcome.OVER)
    if not browser or not same(digest(browser), row.browser_hash):
        return Finished(Outcome.CODE_NEEDED, tries_left=row.tries_left)
    return _sign_in(connection, row, means=Means.LINK, now=now, instead_of=instead_of, device_words=device_words)


def sign_out(connection: Connection, session_value: str, *, now: datetime) -> None:
    """Ends the session behind the cookie."""
    sessions.end(connection, session_value, at=now)


def _sign_in(
    connection: Connection, row: Any, *, means: Means, now: datetime, instead_of: str | None, device_words: str
) -> Finished:
    used = connection.execute(
        sa.update(challenge).where(challenge.c.id == row.id, challenge.c.used_at.is_(None)).values(used_at=now)
    )
    if used.rowcount != 1:
        return Finished(Outcome.OVER)
    person_id = row.person_id or add_person(connection, email=row.email, at=now)
    value = sessions.start(
        connection, person_id=person_id, means=means, at=now, instead_of=instead_of, browser=device_words
    )
    return Finished(Outcome.SIGNED_IN, session_value=value, person_id=person_id, next_path=own_path(row.next_path))


def _intent(challenge_id: str, now: datetime) -> Intent:
    return Intent(
        id=new_id(),
        kind=MessageKind.SIGN_IN,
        subject=f"challenge:{challenge_id}",
        audience=Audience.SIGN_IN_ADDRESS,
        due_at=now,
        useful_until=now + LIVES,
    )
