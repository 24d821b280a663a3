"""Storage of places in trust: a helper keeps what is known, until the people themselves take the place over.

The code on paper has two parts. The first (`handle`) finds the claim; the second is made from the claim's id with the
secret key each time the sheet is shown, and is stored nowhere.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.secrets import keyed, same
from shared.access.tables import claim, mandate, organisation
from shared.kernel.ids import new_id

LIVES = timedelta(days=183)
TRIES = 5
ASKED_AFTER = timedelta(days=90)
ARCHIVED_AFTER = timedelta(days=30)
"""So long after the question what should become of it."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 and 1: read out by phone they are mixed up
_HANDLE, _REST = 4, 8


@dataclass(frozen=True)
class Held:
    """A place in trust."""

    id: str
    name: str
    coalition_id: str | None
    since: datetime
    asked_at: datetime | None
    archived_at: datetime | None


@dataclass(frozen=True)
class Claim:
    """A code that was given out."""

    id: str
    organisation_id: str
    handle: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    tries_left: int
    used_at: datetime | None


def mark_in_trust(connection: Connection, organisation_id: str, coalition_id: str | None, at: datetime) -> None:
    """Says of a new place that nobody of it is here yet."""
    own = organisation.c.id == organisation_id
    connection.execute(sa.update(organisation).where(own).values(in_trust_since=at, coalition_id=coalition_id))


def held(connection: Connection, organisation_id: str) -> Held | None:
    """The place, when it is in trust."""
    return next(iter(_held(connection, organisation.c.id == organisation_id)), None)


def helper_mandate(connection: Connection, mandate_id: str) -> None:
    """Says of a mandate that it hangs on the trust: it ends when the place is taken over."""
    connection.execute(sa.update(mandate).where(mandate.c.id == mandate_id).values(in_trust=True))


def helpers(connection: Connection, organisation_id: str) -> list[str]:
    """Ids of who keeps a place in trust."""
    live = (mandate.c.place_id == organisation_id, mandate.c.in_trust.is_(True), mandate.c.ended_at.is_(None))
    return sorted(set(connection.execute(sa.select(mandate.c.person_id).where(*live)).scalars()))


def take_over(connection: Connection, organisation_id: str, at: datetime) -> bool:
    """Ends the trust, with every mandate and code that hangs on it; False when somebody was first."""
    still = (organisation.c.id == organisation_id, organisation.c.in_trust_since.is_not(None))
    values = {"in_trust_since": None, "archived_at": None, "trust_asked_at": None, "claimed_at": at}
    if connection.execute(sa.update(organisation).where(*still).values(**values)).rowcount != 1:
        return False
    live = (mandate.c.place_id == organisation_id, mandate.c.in_trust.is_(True), mandate.c.ended_at.is_(None))
    connection.execute(sa.update(mandate).where(*live).values(ended_at=at))
    close_claims(connection, organisation_id, at)
    return True


def to_ask(connection: Connection, at: datetime) -> list[Held]:
    """Places that are in trust for ninety days and of which nobody was asked what should become of them."""
    return _held(connection, organisation.c.in_trust_since <= at - ASKED_AFTER, organisation.c.trust_asked_at.is_(None))


def to_archive(connection: Connection, at: datetime) -> list[Held]:
    """Places of which was asked a month ago, and that nobody took over."""
    asked = organisation.c.trust_asked_at <= at - ARCHIVED_AFTER
    return _held(connection, asked, organisation.c.archived_at.is_(None))


def mark_asked(connection: Connection, organisation_id: str, at: datetime) -> bool:
    """Keeps that it was asked; False when that was done already."""
    first = (organisation.c.id == organisation_id, organisation.c.trust_asked_at.is_(None))
    return connection.execute(sa.update(organisation).where(*first).values(trust_asked_at=at)).rowcount == 1


def archive(connection: Connection, organisation_id: str, at: datetime) -> bool:
    """Puts a place in trust away; False when it was taken over or put away meanwhile."""
    still = (
        organisation.c.id == organisation_id,
        organisation.c.in_trust_since.is_not(None),
        organisation.c.archived_at.is_(None),
    )
    return connection.execute(sa.update(organisation).where(*still).values(archived_at=at)).rowcount == 1


def make_claim(connection: Connection, organisation_id: str, *, made_by: str, at: datetime) -> Claim:
    """A new code for a place; codes that were given out before stop working."""
    close_claims(connection, organisation_id, at)
    made = Claim(new_id(), organisation_id, _free_handle(connection), made_by, at, at + LIVES, TRIES, None)
    connection.execute(sa.insert(claim).values(**{name: getattr(made, name) for name in Claim.__dataclass_fields__}))
    return made


def close_claims(connection: Connection, organisation_id: str, at: datetime) -> None:
    """No code of this place works any more."""
    unused = (claim.c.organisation_id == organisation_id, claim.c.used_at.is_(None))
    connection.execute(sa.update(claim).where(*unused).values(used_at=at))


def live_claim(connection: Connection, organisation_id: str, at: datetime) -> Claim | None:
    """The code that works now, if any."""
    return _claim(connection, claim.c.organisation_id == organisation_id, *_usable(at))


def code_of(secret: bytes, one: Claim) -> str:
    """The whole code, as it stands on the sheet and is read out: three groups of four."""
    rest = _rest(secret, one.id)
    return f"{one.handle}-{rest[:4]}-{rest[4:]}"


def try_code(connection: Connection, code: str, *, secret: bytes, at: datetime) -> Claim | None:
    """The claim that this code belongs to. Every try counts for its first part: commit whatever comes out."""
    typed = "".join(letter for letter in code.upper() if letter in _LETTERS)
    handle, rest = typed[:_HANDLE], typed[_HANDLE:]
    # Counting first, in one statement: tries that come at once can't share the last one.
    counted = connection.execute(
        sa.update(claim).where(claim.c.handle == handle, *_usable(at)).values(tries_left=claim.c.tries_left - 1)
    )
    found = _claim(connection, claim.c.handle == handle) if counted.rowcount == 1 else None
    return found if found and same(rest, _rest(secret, found.id)) else None


def use_claim(connection: Connection, claim_id: str, *, by: str, at: datetime) -> None:
    """Keeps who used the code."""
    connection.execute(sa.update(claim).where(claim.c.id == claim_id).values(used_at=at, used_by=by))


def _usable(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (claim.c.used_at.is_(None), claim.c.expires_at > at, claim.c.tries_left > 0)


def _rest(secret: bytes, claim_id: str) -> str:
    number = int.from_bytes(keyed(secret, "claim-code", claim_id), "big")
    letters = []
    for _place in range(_REST):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)


def _free_handle(connection: Connection) -> str:
    while True:
        handle = "".join(secrets.choice(_LETTERS) for _place in range(_HANDLE))
        if _claim(connection, claim.c.handle == handle) is None:
            return handle


def _claim(connection: Connection, *where: sa.ColumnElement[bool]) -> Claim | None:
    columns = [claim.c[name] for name in Claim.__dataclass_fields__]
    row = connection.execute(sa.select(*columns).where(*where)).first()
    return None if row is None else Claim(**row._mapping)


def _held(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Held]:
    columns = organisation.c
    rows = connection.execute(
        sa.select(
            *(columns.id, columns.name, columns.coalition_id),
            *(columns.in_trust_since, columns.trust_asked_at, columns.archived_at),
        )
        .where(columns.in_trust_since.is_not(None), *where)
        .order_by(columns.name, columns.id)
    )
    return [Held(*row) for row in rows]
