"""Telling whether somebody's wishes changed while they looked at them: in another tab, or by the address in a mail."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy.engine import Connection

from shared.notifier.preferences.wishes import Wishes
from shared.plumbing.database import one_at_a_time

VERSIONS = 10**9


def version_of(wishes: Wishes) -> int:
    """A number that is the same for the same wishes, whoever wrote them down and when."""
    quiet = wishes.quiet
    told = [
        sorted([place_id, topic, channel, choice] for (place_id, topic, channel), choice in wishes.choices.items()),
        [f"{quiet.starts:%H:%M}", f"{quiet.ends:%H:%M}"] if quiet else None,
        f"{wishes.digest_at:%H:%M}",
        wishes.digest_day,
    ]
    digest = hashlib.sha256(json.dumps(told).encode()).digest()
    return int.from_bytes(digest[:8]) % VERSIONS


def lock(connection: Connection, person_id: str) -> None:
    """From here to the end of the transaction nobody else changes what this person wishes."""
    one_at_a_time(connection, f"wishes {person_id}")
