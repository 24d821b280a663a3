"""Sessions on the server: the browser holds a random value, the database its digest and everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actor_rows import actor_from, actor_of_person, actor_query
from shared.access.actors import Actor, Role, strongest_role
from shared.access.factor_rows import has_factor
from shared.access.secrets import digest, keyed_text, new_token
from shared.access.tables import person, session
from shared.plumbing.database import Moment
from shared.plumbing.prepared import Prepared

SEEN_EVERY = timedelta(minutes=1)
GRACE = timedelta(seconds=10)
"""How long a value that was replaced on the way still works: a page asks for several things at once."""


class Means(StrEnum):
    """How somebody proved who they are."""

    CODE = "code"
    LINK = "link"
    PASSKEY = "passkey"
    PHONE = "phone"
    FACTOR = "factor"
    OPENID = "openid"
    DEMO = "demo"


STRONG = frozenset({Means.PASSKEY, Means.DEMO})
"""What is a second factor by itself. A passkey asks for the device and for its owner."""
WITHOUT_PROOF = Means.PHONE


@dataclass(frozen=True)
class SessionLimit:
    """How long a session lives without use, and at most."""

    idle: timedelta
    absolute: timedelta


_LONG = SessionLimit(timedelta(hours=8), timedelta(days=14))
_SHORT = SessionLimit(timedelta(hours=1), timedelta(hours=12))
_SHORTEST = SessionLimit(timedelta(minutes=15), timedelta(hours=4))
STRONG_ROLES = (Role.VOLUNTEER, Role.COORDINATOR, Role.FUNDER, Role.ADMINISTRATOR)
"""Who needs a second factor."""
LIMIT_OF = {Role.FUNDER: _SHORT, Role.COORDINATOR: _SHORT, Role.ADMINISTRATOR: _SHORTEST}


_FACTS = ("id_hash", "means", "signed_in_at", "strong_at", "last_seen_at", "lineage", "standing", "factor_due")
_AT = sa.bindparam("at", type_=Moment)
_LIVE = Prepared(
    actor_query(*(session.c[name] for name in _FACTS), session.c.ended_at)
    .join(session, session.c.person_id == person.c.id)
    .where(session.c.id_hash == sa.bindparam("id_hash"), sa.or_(session.c.ended_at.is_(None), session.c.ended_at > _AT))
)


@dataclass(frozen=True)
class LiveSession:
    """A session that holds now.

    `is_due` says that it is time to write down that it was used, `waits` that a second factor must come first, and
    `is_outdated` that the person's roles changed since: it is time for another value.
    """

    actor: Actor
    is_due: bool
    waits: bool = False
    is_outdated: bool = False


@dataclass(frozen=True)
class StartedOn:
    """A remembered phone: `factor_at` is when a second factor was given on it, `lineage` what its sessions share."""

    id: str
    lineage: str
    factor_at: datetime | None


def start(
    connection: Connection,
    *,
    person_id: str,
    means: Means,
    at: datetime,
    instead_of: str | None = None,
    browser: str = "",
    device: StartedOn | None = None,
) -> str:
    """Starts a session and gives the value for the cookie. Always a new value; the one it comes instead of ends.

    `browser` is what people call it ("Firefox op Android"). `device` is the remembered phone that it is started from.
    """
    if instead_of:
        end(connection, instead_of, at=at, reason="rotated")
    value = new_token()
    actor = actor_of_person(connection, person_id, at)
    connection.execute(
        sa.insert(session).values(
            id_hash=digest(value),
            person_id=person_id,
            means=means.value,
            signed_in_at=at,
            strong_at=at if means in STRONG else device and device.factor_at,
            last_seen_at=at,
            # A form that stayed open on a remembered phone can still be sent from its next session.
            lineage=device.lineage if device else digest(value),
            standing=standing_of(actor) if actor else None,
            factor_due=has_factor(connection, person_id),
            browser=browser,
            device_id=device and device.id,
        )
    )
    return value


def load(connection: Connection, value: str, *, secret: bytes, now: datetime) -> LiveSession | None:
    """The session behind a cookie's value with the person as they are now; None when it is unknown, over or ended."""
    rows = _LIVE.all(connection, id_hash=digest(value), at=now)
    if not rows:
        return None
    row = rows[0]
    remembered = row.means == WITHOUT_PROOF
    actor = actor_from(
        connection,
        rows,
        session_id=row.id_hash,
        csrf_token=_csrf_token(secret, row.lineage or row.id_hash),
        signed_in_at=None if remembered else row.signed_in_at,
        strong_at=row.strong_at,
        remembered=remembered,
    )
    if not _is_live(actor, row.signed_in_at, row.last_seen_at, now):
        return None
    return LiveSession(
        actor,
        is_due=now - row.last_seen_at >= SEEN_EVERY,
        waits=row.strong_at is None and (row.factor_due or needs_second_factor(actor)),
        is_outdated=row.ended_at is None and row.standing != standing_of(actor),
    )


def renew(connection: Connection, value: str, actor: Actor, *, at: datetime) -> str | None:
    """Gives a session another value, which it needs when roles changed; None when another request just did so.

    The old value works for a few seconds more, for what was asked at the same time. Forms that are open keep working.
    """
    old = digest(value)
    changed = connection.execute(
        sa.update(session)
        .where(session.c.id_hash == old, session.c.ended_at.is_(None))
        .values(ended_at=at + GRACE, end_reason="rotated")
    )
    if changed.rowcount != 1:
        return None
    row = connection.execute(sa.select(session).where(session.c.id_hash == old)).mappings().one()
    fresh = new_token()
    new = {"id_hash": digest(fresh), "lineage": row["lineage"] or old, "standing": standing_of(actor)}
    connection.execute(
        sa.insert(session).values({**row, **new, "last_seen_at": at, "ended_at": None, "end_reason": None})
    )
    return fresh


def mark_strong(connection: Connection, session_id: str, *, at: datetime) -> None:
    """Writes down that a second factor was given in this session (by its digest).

    One that a remembered phone began is proved by it from then on.
    """
    means = sa.case((session.c.means == WITHOUT_PROOF.value, Means.FACTOR.value), else_=session.c.means)
    connection.execute(sa.update(session).where(session.c.id_hash == session_id).values(strong_at=at, means=means))


def needs_second_factor(actor: Actor) -> bool:
    """Whether the person has a role that is worth more than a mailbox."""
    return any(actor.has_role(role) for role in STRONG_ROLES)


def standing_of(actor: Actor) -> str:
    """A digest of the roles and mandates that somebody has now."""
    roles = sorted(f"{role} {organisation_id}" for role, organisation_id in actor.roles)
    return digest("\n".join([*roles, *sorted(one.id for one in actor.mandates)]))


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
        .where(session.c.id_hash == digest(value), _not_over(at))
        .values(ended_at=at, end_reason=reason)
    )


def end_all(
    connection: Connection, person_id: str, *, at: datetime, reason: str = "everywhere", but: str | None = None
) -> int:
    """Ends every session of a person, on all devices, except the one with the digest `but`; returns how many."""
    ended = connection.execute(
        sa.update(session)
        .where(session.c.person_id == person_id, session.c.id_hash != (but or ""), _not_over(at))
        .values(ended_at=at, end_reason=reason)
    )
    return ended.rowcount


def end_of_device(connection: Connection, device_id: str, *, at: datetime) -> None:
    """Ends what runs on a phone that is no longer remembered."""
    connection.execute(
        sa.update(session)
        .where(session.c.device_id == device_id, _not_over(at))
        .values(ended_at=at, end_reason="phone_forgotten")
    )


def csrf_token(secret: bytes, cookie_value: str) -> str:
    """The form token that belongs to a cookie's value, of a session or of a visit without one."""
    return _csrf_token(secret, digest(cookie_value))


def _csrf_token(secret: bytes, lineage: str) -> str:
    return keyed_text(secret, "csrf", lineage)


def _not_over(at: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(session.c.ended_at.is_(None), session.c.ended_at > at)


def _is_live(actor: Actor, signed_in_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
    limit = limit_of(actor)
    return now - last_seen_at < limit.idle and now - signed_in_at < limit.absolute
