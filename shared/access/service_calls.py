"""Signed calls between the two services: who calls, what exactly, for which person and why.

HMAC-SHA256 with a key that both know. No tokens, no choice of algorithm, and the body is part of what is signed. The
receiver loads the acting person itself and asks for their rights again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from shared.access.tables import service_nonce
from shared.kernel.errors import NotSignedIn
from shared.kernel.ids import is_id

TOLERANCE = timedelta(seconds=60)
NONCE_KEPT = timedelta(minutes=5)
PREFIX = "X-Service-"


@dataclass(frozen=True)
class ServiceCall:
    """A call that was proved: for whom (empty: in the name of the service itself) and why (`application.start`)."""

    acting_person_id: str
    reason: str


def sign(
    keys: Mapping[str, bytes],
    *,
    audience: str,
    method: str,
    path: str,
    body: bytes,
    acting_person_id: str,
    reason: str,
    now: datetime,
) -> dict[str, str]:
    """The headers that prove a call. `path` includes the query; `audience` is the service called (matcher, tracker).

    The first of the keys signs; while keys are renewed both are accepted.
    """
    key_id = next(iter(keys))
    told = {
        "Key": key_id,
        "Audience": audience,
        "Time": str(int(now.timestamp())),
        "Nonce": secrets.token_urlsafe(16),
        "Person": acting_person_id,
        "Reason": reason,
    }
    told["Signature"] = _signature(keys[key_id], told, method, path, body)
    return {PREFIX + name: value for name, value in told.items()}


def verify(
    connection: Connection,
    keys: Mapping[str, bytes],
    headers: Mapping[str, str],
    *,
    audience: str,
    method: str,
    path: str,
    body: bytes,
    now: datetime,
    for_somebody: bool = True,
) -> ServiceCall:
    """The call, when its signature holds, its time is within a minute and its nonce is new.

    With `for_somebody` a call that names no person is refused. Raises NotSignedIn otherwise, without saying which.
    `connection` is a writing one on the people database, for the nonce.
    """
    told = {name: headers.get(PREFIX + name, "") for name in ("Key", "Audience", "Time", "Nonce", "Person", "Reason")}
    signature = headers.get(f"{PREFIX}Signature", "")
    key = keys.get(told["Key"])
    # An unknown key takes the same work as a wrong signature.
    expected = _signature(key or b"unknown", told, method, path, body)
    right = hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode())
    if key is None or not right or told["Audience"] != audience or not _is_recent(told["Time"], now):
        raise NotSignedIn("Deze aanroep is niet goed ondertekend.")
    if for_somebody and not is_id(told["Person"]):
        raise NotSignedIn("Deze aanroep noemt niemand.")
    _use_nonce(connection, told["Nonce"], now)
    return ServiceCall(acting_person_id=told["Person"], reason=told["Reason"])


def _signature(key: bytes, told: Mapping[str, str], method: str, path: str, body: bytes) -> str:
    names = ("Key", "Audience", "Time", "Nonce", "Person", "Reason")
    lines = ["steunstromen-1", method.upper(), path, hashlib.sha256(body).hexdigest(), *(told[name] for name in names)]
    # Lengths in front: no two different calls can be written as the same text.
    text = "".join(f"{len(line)}:{line}\n" for line in lines)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _is_recent(text: str, now: datetime) -> bool:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        return False
    return abs(now.timestamp() - int(text)) <= TOLERANCE.total_seconds()


def _use_nonce(connection: Connection, nonce: str, now: datetime) -> None:
    connection.execute(sa.delete(service_nonce).where(service_nonce.c.seen_at < now - NONCE_KEPT))
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(service_nonce).values(nonce=nonce, seen_at=now))
    except IntegrityError as error:
        raise NotSignedIn("Deze aanroep is al eens gedaan.") from error
