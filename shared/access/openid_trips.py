"""A trip to another party and back: what goes along, sealed for one browser and good for one return."""

from __future__ import annotations

import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from shared.access.openid_tokens import Claimed
from shared.access.paths import own_path
from shared.access.sealing import BrokenSeal, seal, unseal
from shared.access.secrets import keyed_text
from shared.access.tables import factors
from shared.kernel.ids import is_id, new_id

LIVES = timedelta(minutes=10)
PENDING_LIVES = timedelta(minutes=30)
MAX_SEALED = 2_000
_TRIP, _PENDING = "openid-trip", "openid-pending"


@dataclass(frozen=True)
class Trip:
    """One trip. `state` goes along in the open; the other two are made anew from the secret on the way back."""

    id: str
    state: str
    next_path: str
    nonce: str
    verifier: str


def begin(*, browser: str, next_path: str | None, secret: bytes, now: datetime) -> Trip:
    """A new trip of the browser, which is known by the value that its forms are bound to."""
    trip_id, onward = new_id(), own_path(next_path)
    state = _sealed(secret, _TRIP, browser, {"id": trip_id, "next": onward, "at": int(now.timestamp())})
    return _trip(trip_id, state, onward, browser, secret)


def come_back(state: str, *, browser: str, secret: bytes, now: datetime) -> Trip | None:
    """The trip of a state; None when it is not of this browser, was changed, or took longer than ten minutes."""
    found = _opened(secret, _TRIP, browser, state, LIVES, now)
    if found is None or not is_id(str(found.get("id"))):
        return None
    return _trip(found["id"], state, own_path(found.get("next")), browser, secret)


def spend(connection: Connection, trip: Trip, *, now: datetime) -> bool:
    """Notes that the trip is over; returns whether this was its first return."""
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(factors.spent_ceremony).values(id=trip.id, at=now))
    except IntegrityError:
        return False
    return True


def keep_pending(claimed: Claimed, *, keeper: str, secret: bytes, now: datetime) -> str:
    """What was found out about somebody whom we don't know by it yet, to travel until they signed in here.

    `keeper` is who may open it: a browser, or a person who is signed in.
    """
    about = {"issuer": claimed.issuer, "subject": claimed.subject, "email": claimed.email, "strong": claimed.strong}
    return _sealed(secret, _PENDING, keeper, {**about, "at": int(now.timestamp())})


def pending(sealed: str, *, keeper: str, secret: bytes, now: datetime) -> Claimed | None:
    """What was kept, for the same keeper and within half an hour; else None."""
    found = _opened(secret, _PENDING, keeper, sealed, PENDING_LIVES, now)
    return Claimed(found["issuer"], found["subject"], found["email"], found["strong"]) if found else None


def _trip(trip_id: str, state: str, onward: str, browser: str, secret: bytes) -> Trip:
    about = f"{trip_id}:{browser}"
    nonce = keyed_text(secret, "openid-nonce", about)
    return Trip(trip_id, state, onward, nonce, keyed_text(secret, "openid-verifier", about))


def _sealed(secret: bytes, purpose: str, browser: str, content: dict[str, Any]) -> str:
    return seal(secret, purpose, browser, json.dumps(content, separators=(",", ":")))


def _opened(
    secret: bytes, purpose: str, browser: str, sealed: str, lives: timedelta, now: datetime
) -> dict[str, Any] | None:
    if not sealed.isascii() or len(sealed) > MAX_SEALED:
        return None
    try:
        found: dict[str, Any] = json.loads(unseal(secret, purpose, browser, sealed))
    except (BrokenSeal, binascii.Error, ValueError):
        return None
    made = datetime.fromtimestamp(found["at"], UTC)
    return found if now - lives < made <= now else None
