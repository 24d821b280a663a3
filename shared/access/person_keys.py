"""A key per person for what the log must tell about them: destroy the key, and nobody can read it any more.

The key stands in the people database, locked with one that is made from the secret of the settings. Backups hold locked
keys too; so what was destroyed must be destroyed again after a restore.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.tables import person_key
from shared.audit import Personal
from shared.plumbing.database import upsert

KEY_BYTES = 32
NONCE_BYTES = 12


def lock(
    people: Connection, secret: bytes, person_id: str, values: Mapping[str, object], now: datetime
) -> Personal | None:
    """Values about a person, to be kept in the log; None for somebody whose key was destroyed.

    `people` is a connection of the people database that may write, `secret` that of the settings.
    """
    statement = upsert(people, person_key).values(
        person_id=person_id, wrapped=_seal(_wrapping_key(secret), os.urandom(KEY_BYTES), person_id), made_at=now
    )
    people.execute(statement.on_conflict_do_nothing())
    key = _key_of(people, secret, person_id)
    if key is None:
        return None
    text = json.dumps(values, ensure_ascii=False, default=str).encode()
    return Personal(person_id, base64.b64encode(_seal(key, text, person_id)).decode())


def unlock(people: Connection, secret: bytes, personal: Personal) -> Mapping[str, Any] | None:
    """The values again; None when the key was destroyed. Raises InvalidTag for a text that was changed."""
    key = _key_of(people, secret, personal.person_id)
    if key is None:
        return None
    values: Mapping[str, Any] = json.loads(_open(key, base64.b64decode(personal.text), personal.person_id))
    return values


def destroy(people: Connection, person_id: str, now: datetime) -> None:
    """Destroys the key of a person for good; also of one who had none yet, so that none is made later."""
    statement = upsert(people, person_key).values(person_id=person_id, wrapped=None, made_at=now, destroyed_at=now)
    people.execute(
        statement.on_conflict_do_update(index_elements=["person_id"], set_={"wrapped": None, "destroyed_at": now})
    )


def _key_of(people: Connection, secret: bytes, person_id: str) -> bytes | None:
    wrapped = people.execute(sa.select(person_key.c.wrapped).where(person_key.c.person_id == person_id)).scalar()
    return None if wrapped is None else _open(_wrapping_key(secret), wrapped, person_id)


def _wrapping_key(secret: bytes) -> bytes:
    # Loaded when the first value is locked: a start of the pages should not wait for it.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"steunstromen keys of people").derive(secret)


def _seal(key: bytes, text: bytes, person_id: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, person_id.encode())


def _open(key: bytes, sealed: bytes, person_id: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], person_id.encode())
