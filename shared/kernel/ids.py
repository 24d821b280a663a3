"""Identifiers: UUIDv7 for programs, a short reference for people."""

from __future__ import annotations

import os
import re
import time
import uuid

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")


def new_id() -> str:
    """A new UUIDv7 (RFC 9562) as text: sorts by time of making, can't be counted."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | (random >> 68 & 0xFFF) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return str(uuid.UUID(int=value))


def is_id(text: str) -> bool:
    """Whether the text is an id of ours in its canonical form."""
    return bool(_UUID.match(text))


def short_reference(identifier: str) -> str:
    """What people read aloud for an id: seven characters without look-alikes, `K7Q-3F2X`."""
    value = uuid.UUID(identifier).int & ((1 << 35) - 1)
    letters = "".join(_ALPHABET[value >> 5 * place & 31] for place in range(6, -1, -1))
    return f"{letters[:3]}-{letters[3:]}"
