"""The databases that tell people something. Each holds its own outbox."""

from __future__ import annotations

from enum import StrEnum


class Sender(StrEnum):
    """The owner of one outbox; the value travels in job arguments."""

    PEOPLE = "people"
    MATCHER = "matcher"
    TRACKER = "tracker"
